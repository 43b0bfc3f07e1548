"""Secrets that are kept elsewhere: read by reference, remembered for a while, never empty."""

from thaiyyal.secrets.references import (
    Reference,
    SecretRefused,
    SecretUnavailable,
    Sources,
    UnknownSecret,
)
from thaiyyal.secrets.tenants import ForeignSecret, TenantSources

__all__ = [
    "ForeignSecret",
    "Reference",
    "SecretRefused",
    "SecretUnavailable",
    "Sources",
    "TenantSources",
    "UnknownSecret",
]
