"""Tenants: one's own, and all of them for the platform's owner."""

from thaiyyal.features.tenancy.tenants.erasure import erase_deleted_tenants

__all__ = ["erase_deleted_tenants"]
