"""Roles: named sets of permissions, built-in and of a tenant's own."""
