"""The only way out to a network: vetted addresses, bounded sizes, times and counts."""

from thaiyyal.outbound.addresses import AddressPolicy
from thaiyyal.outbound.client import PlainOutbound
from thaiyyal.outbound.connector import PhaseTimeouts
from thaiyyal.outbound.counting import CountedOutbound
from thaiyyal.outbound.credentials import Credential, Credentials, NoCredentials
from thaiyyal.outbound.resolver import Lookup

__all__ = [
    "AddressPolicy",
    "CountedOutbound",
    "Credential",
    "Credentials",
    "Lookup",
    "NoCredentials",
    "PhaseTimeouts",
    "PlainOutbound",
]
