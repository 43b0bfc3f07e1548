"""Credentials: named access to services, sealed with keys of their tenant, bound to hosts."""
