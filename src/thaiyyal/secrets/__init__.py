"""Secrets that are kept elsewhere: read by reference, remembered for a while, never empty."""

from thaiyyal.secrets.references import Reference, SecretUnavailable, Sources, UnknownSecret

__all__ = ["Reference", "SecretUnavailable", "Sources", "UnknownSecret"]
