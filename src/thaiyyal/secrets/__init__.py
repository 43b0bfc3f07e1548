"""Secrets that are kept elsewhere: read by reference, remembered for a while, never empty."""

from thaiyyal.secrets.aws_link import AwsLink, AwsProblem
from thaiyyal.secrets.kept import KeptSources
from thaiyyal.secrets.opening import open_sources, providers_of
from thaiyyal.secrets.options import AwsOptions, VaultOptions
from thaiyyal.secrets.outages import Outages
from thaiyyal.secrets.patience import patiently
from thaiyyal.secrets.provider import Provider
from thaiyyal.secrets.references import (
    Reference,
    SecretRefused,
    SecretUnavailable,
    Sources,
    UnknownSecret,
)
from thaiyyal.secrets.tenants import ForeignSecret, TenantSources
from thaiyyal.secrets.vault_link import Answer, VaultLink

__all__ = [
    "Answer",
    "AwsLink",
    "AwsOptions",
    "AwsProblem",
    "ForeignSecret",
    "KeptSources",
    "Outages",
    "Provider",
    "Reference",
    "SecretRefused",
    "SecretUnavailable",
    "Sources",
    "TenantSources",
    "UnknownSecret",
    "VaultLink",
    "VaultOptions",
    "open_sources",
    "patiently",
    "providers_of",
]
