"""The only way out to a network: vetted addresses, bounded sizes, times and counts."""

from thaiyyal.outbound.addresses import AddressPolicy
from thaiyyal.outbound.breaker import Breakers
from thaiyyal.outbound.client import PlainOutbound
from thaiyyal.outbound.credentials import (
    ClientCertificate,
    ClientSettings,
    Credential,
    Credentials,
    MailAccount,
    NoCredentials,
)
from thaiyyal.outbound.execution import Client, ExecutionOutbound
from thaiyyal.outbound.limiter import Dues, HostLimiter
from thaiyyal.outbound.mail import MailClient, check_account
from thaiyyal.outbound.phases import PhaseTimeouts
from thaiyyal.outbound.refusals import AddressBlocked, Refusal, tell_refusals
from thaiyyal.outbound.resolver import Lookup
from thaiyyal.outbound.rules import Lists, PlatformRules, Policy, Rules
from thaiyyal.outbound.sinks import BodySink

__all__ = [
    "AddressBlocked",
    "AddressPolicy",
    "BodySink",
    "Breakers",
    "Client",
    "ClientCertificate",
    "ClientSettings",
    "Credential",
    "Credentials",
    "Dues",
    "ExecutionOutbound",
    "HostLimiter",
    "Lists",
    "Lookup",
    "MailAccount",
    "MailClient",
    "NoCredentials",
    "PhaseTimeouts",
    "PlainOutbound",
    "PlatformRules",
    "Policy",
    "Refusal",
    "Rules",
    "check_account",
    "tell_refusals",
]
