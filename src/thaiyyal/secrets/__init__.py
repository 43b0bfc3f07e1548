"""Secrets that are kept elsewhere: read by reference, remembered for a while, never empty."""

from thaiyyal.secrets.opening import open_sources, providers_of
from thaiyyal.secrets.options import AwsOptions, VaultOptions
from thaiyyal.secrets.provider import Provider
from thaiyyal.secrets.references import (
    Reference,
    SecretRefused,
    SecretUnavailable,
    Sources,
    UnknownSecret,
)
from thaiyyal.secrets.tenants import ForeignSecret, TenantSources

__all__ = [
    "AwsOptions",
    "ForeignSecret",
    "Provider",
    "Reference",
    "SecretRefused",
    "SecretUnavailable",
    "Sources",
    "TenantSources",
    "UnknownSecret",
    "VaultOptions",
    "open_sources",
    "providers_of",
]
