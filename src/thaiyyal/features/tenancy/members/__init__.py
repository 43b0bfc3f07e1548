"""Members: the users of a tenant."""

from thaiyyal.features.tenancy.members.service import (
    LastOwner,
    UnknownRole,
    get_member,
    join_tenant,
    require_changeable,
    resolve_roles,
)

__all__ = [
    "LastOwner",
    "UnknownRole",
    "get_member",
    "join_tenant",
    "require_changeable",
    "resolve_roles",
]
