"""Every permission there is, and the roles that every tenant starts with."""

from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    """One right: what may be done (after the dot) to which kind of thing (before it)."""

    WORKFLOWS_CREATE = "workflows.create"
    WORKFLOWS_READ = "workflows.read"
    WORKFLOWS_UPDATE = "workflows.update"
    WORKFLOWS_DELETE = "workflows.delete"
    WORKFLOWS_EXECUTE = "workflows.execute"
    WORKFLOWS_SHARE = "workflows.share"
    WORKFLOWS_MANAGE = "workflows.manage"
    EXECUTIONS_READ = "executions.read"
    EXECUTIONS_CANCEL = "executions.cancel"
    CREDENTIALS_CREATE = "credentials.create"
    CREDENTIALS_READ = "credentials.read"
    CREDENTIALS_UPDATE = "credentials.update"
    CREDENTIALS_DELETE = "credentials.delete"
    CREDENTIALS_MANAGE = "credentials.manage"
    USERS_READ = "users.read"
    USERS_INVITE = "users.invite"
    USERS_UPDATE = "users.update"
    USERS_DELETE = "users.delete"
    ROLES_CREATE = "roles.create"
    ROLES_READ = "roles.read"
    ROLES_UPDATE = "roles.update"
    ROLES_DELETE = "roles.delete"
    API_KEYS_CREATE = "api_keys.create"
    API_KEYS_READ = "api_keys.read"
    API_KEYS_DELETE = "api_keys.delete"
    API_KEYS_MANAGE = "api_keys.manage"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORT = "audit.export"
    USAGE_READ = "usage.read"
    TENANT_READ = "tenant.read"
    TENANT_UPDATE = "tenant.update"
    TENANT_DELETE = "tenant.delete"
    TENANT_EXPORT = "tenant.export"


DESCRIPTIONS: Mapping[Permission, str] = {
    Permission.WORKFLOWS_CREATE: "Make new workflows.",
    Permission.WORKFLOWS_READ: "See workflows and their versions.",
    Permission.WORKFLOWS_UPDATE: "Change, publish and roll back workflows.",
    Permission.WORKFLOWS_DELETE: "Delete, restore and purge workflows.",
    Permission.WORKFLOWS_EXECUTE: "Start executions.",
    Permission.WORKFLOWS_SHARE: "Share workflows and change who owns them.",
    Permission.WORKFLOWS_MANAGE: "Reach the private workflows of others too.",
    Permission.EXECUTIONS_READ: "See executions, their inputs and their outputs.",
    Permission.EXECUTIONS_CANCEL: "Stop executions.",
    Permission.CREDENTIALS_CREATE: "Make new credentials.",
    Permission.CREDENTIALS_READ: "See credentials, never their secrets.",
    Permission.CREDENTIALS_UPDATE: "Change one's own credentials, and what they are bound to.",
    Permission.CREDENTIALS_DELETE: "Delete one's own credentials.",
    Permission.CREDENTIALS_MANAGE: "Change and delete the credentials of others too.",
    Permission.USERS_READ: "See who is a member.",
    Permission.USERS_INVITE: "Invite people.",
    Permission.USERS_UPDATE: "Change members' roles, disable them, reset their passwords.",
    Permission.USERS_DELETE: "Remove members.",
    Permission.ROLES_CREATE: "Make custom roles.",
    Permission.ROLES_READ: "See roles and what they allow.",
    Permission.ROLES_UPDATE: "Change custom roles.",
    Permission.ROLES_DELETE: "Delete custom roles.",
    Permission.API_KEYS_CREATE: "Make API keys for oneself.",
    Permission.API_KEYS_READ: "See one's own API keys.",
    Permission.API_KEYS_DELETE: "Revoke one's own API keys.",
    Permission.API_KEYS_MANAGE: "See and revoke everybody's API keys.",
    Permission.AUDIT_READ: "Search the audit log.",
    Permission.AUDIT_EXPORT: "Download the audit log.",
    Permission.USAGE_READ: "See quotas and usage.",
    Permission.TENANT_READ: "See the tenant and its settings.",
    Permission.TENANT_UPDATE: "Change the tenant's name and settings.",
    Permission.TENANT_DELETE: "Delete the tenant with everything in it.",
    Permission.TENANT_EXPORT: "Download everything the tenant has.",
}

_VIEWER = frozenset(
    {
        Permission.WORKFLOWS_READ,
        Permission.EXECUTIONS_READ,
        Permission.USERS_READ,
        Permission.ROLES_READ,
        Permission.USAGE_READ,
        Permission.TENANT_READ,
        Permission.API_KEYS_CREATE,
        Permission.API_KEYS_READ,
        Permission.API_KEYS_DELETE,
    }
)
_EDITOR = _VIEWER | {
    Permission.WORKFLOWS_CREATE,
    Permission.WORKFLOWS_UPDATE,
    Permission.WORKFLOWS_DELETE,
    Permission.WORKFLOWS_EXECUTE,
    Permission.WORKFLOWS_SHARE,
    Permission.EXECUTIONS_CANCEL,
    Permission.CREDENTIALS_CREATE,
    Permission.CREDENTIALS_READ,
    Permission.CREDENTIALS_UPDATE,
    Permission.CREDENTIALS_DELETE,
}
_OWNER = frozenset(Permission)

BUILT_IN_ROLES: Mapping[str, frozenset[Permission]] = {
    "owner": _OWNER,
    "admin": _OWNER - {Permission.TENANT_DELETE},
    "editor": frozenset(_EDITOR),
    "viewer": _VIEWER,
}
"""Role name -> what it allows. Every tenant has these; they cannot be changed or deleted."""


class Access(StrEnum):
    """What a route asks for when it asks for no single permission."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    PLATFORM = "platform"


class Level(StrEnum):
    """How much of one workflow is shared; each level includes the ones before it."""

    READ = "read"
    EXECUTE = "execute"
    WRITE = "write"
    ADMIN = "admin"


_READ = frozenset({Permission.WORKFLOWS_READ, Permission.EXECUTIONS_READ})
_EXECUTE = _READ | {Permission.WORKFLOWS_EXECUTE, Permission.EXECUTIONS_CANCEL}
_WRITE = _EXECUTE | {Permission.WORKFLOWS_UPDATE}
ALLOWED_BY_LEVEL: Mapping[Level, frozenset[Permission]] = {
    Level.READ: _READ,
    Level.EXECUTE: _EXECUTE,
    Level.WRITE: _WRITE,
    Level.ADMIN: _WRITE | {Permission.WORKFLOWS_DELETE, Permission.WORKFLOWS_SHARE},
}
