"""Tenants, their members and roles, quotas and usage."""
