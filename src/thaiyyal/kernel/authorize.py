"""The one decision about who may do what. Pure: what it needs to know comes in."""

from dataclasses import dataclass

from thaiyyal.kernel.actor import Actor, ActorKind
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import UserId
from thaiyyal.kernel.permissions import ALLOWED_BY_LEVEL, Access, Level, Permission


class NotSignedIn(ThaiyyalError):
    """Nobody, or nobody any more, stands behind a request."""

    code = "not_signed_in"
    kind = Kind.FORBIDDEN


class Forbidden(ThaiyyalError):
    """The actor is known and may not do this."""

    code = "forbidden"
    kind = Kind.FORBIDDEN


class TenantSuspended(Forbidden):
    """The tenant is closed for the time being, or for good."""

    code = "tenant_suspended"

    def __init__(self) -> None:
        super().__init__(
            "your tenant is suspended or about to be deleted, so nothing in it can be used; "
            "switch to another tenant, or ask the owner of this platform"
        )


class NotFound(ThaiyyalError):
    """There is no such thing here, or none that the actor may know of."""

    code = "not_found"
    kind = Kind.MISSING


@dataclass(frozen=True, slots=True)
class Resource:
    """What a decision has to know about one workflow.

    ``level``: the highest level shared with the actor or with one of the actor's roles.
    """

    owner_id: UserId | None
    is_private: bool = False
    level: Level | None = None


def is_allowed(
    actor: Actor, permission: Permission | Access, resource: Resource | None = None
) -> bool:
    """Whether ``actor`` may use ``permission``, on ``resource`` if one is named.

    Roles reach every workflow of the tenant but the private ones of others; sharing adds to
    that; the owner of a workflow may do everything with it; the scopes of an API key take away.
    """
    if isinstance(permission, Access):
        return _has_access(actor, permission)
    if actor.scopes is not None and permission not in actor.scopes:
        return False
    if resource is None:
        return permission in actor.permissions
    return _reaches(actor, permission, resource)


def authorize(
    actor: Actor, permission: Permission | Access, resource: Resource | None = None
) -> None:
    """Do nothing when ``actor`` is allowed.

    Raises:
        NotSignedIn: Nobody is signed in and the permission needs somebody.
        TenantSuspended: The actor's tenant is closed.
        NotFound: The actor may not even read the resource.
        Forbidden: The actor may not do this.
    """
    if is_allowed(actor, permission, resource):
        return
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotSignedIn("sign in first: this needs an access token or an API key")
    refuse_suspended(actor, permission)
    if resource is not None and not is_allowed(actor, Permission.WORKFLOWS_READ, resource):
        raise NotFound("there is no such workflow")
    raise Forbidden(
        f'this needs the permission "{permission}", which you do not have here; '
        "ask an administrator of your tenant"
    )


def refuse_suspended(actor: Actor, permission: Permission | Access) -> None:
    """Do nothing unless the permission is one inside a tenant and the actor's is closed.

    Raises:
        TenantSuspended: As it says.
    """
    if actor.is_suspended and isinstance(permission, Permission):
        raise TenantSuspended


def _has_access(actor: Actor, access: Access) -> bool:
    if access is Access.PUBLIC:
        return True
    if access is Access.PLATFORM:
        return actor.is_platform_owner and actor.kind is ActorKind.USER
    return actor.kind is not ActorKind.ANONYMOUS


def _reaches(actor: Actor, permission: Permission, resource: Resource) -> bool:
    if resource.owner_id is not None and resource.owner_id == actor.user_id:
        return permission in ALLOWED_BY_LEVEL[Level.ADMIN]
    if resource.level is not None and permission in ALLOWED_BY_LEVEL[resource.level]:
        return True
    hidden = resource.is_private and Permission.WORKFLOWS_MANAGE not in actor.permissions
    return permission in actor.permissions and not hidden
