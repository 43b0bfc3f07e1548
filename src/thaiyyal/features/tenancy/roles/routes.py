"""Routes of roles and permissions."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from thaiyyal.features.routing import Call, Cursor, CursorSigner, Limit, Page, Routes
from thaiyyal.features.tenancy.roles import queries, service
from thaiyyal.features.tenancy.roles.schemas import PermissionEntry, Role, RoleContent
from thaiyyal.kernel.ids import RoleId
from thaiyyal.kernel.permissions import DESCRIPTIONS, Access, Permission

routes = Routes("roles")

_PURPOSE = "roles"
ReassignTo = Annotated[
    UUID | None,
    Query(description="The role that members and open invitations get instead."),
]


@routes.route("GET", "/permissions", permission=Access.SIGNED_IN)
async def list_permissions(call: Call) -> Page[PermissionEntry]:
    """List every permission there is."""
    return Page[PermissionEntry](items=[_entry(permission) for permission in Permission])


@routes.route("GET", "/roles", permission=Permission.ROLES_READ)
async def list_roles(call: Call, limit: Limit = 50, cursor: Cursor = None) -> Page[Role]:
    """List the roles of the tenant by name."""
    signer = call.service(CursorSigner)
    place = signer.read(_PURPOSE, cursor) if cursor else None
    after = None if place is None else (str(place[0]), UUID(str(place[1])))
    rows = await queries.list_roles(call.tx, after=after, limit=limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page[Role](
        items=[Role.model_validate(row) for row in rows[:limit]],
        next_cursor=signer.write(_PURPOSE, [last["name"], str(last["id"])]) if last else None,
    )


@routes.route(
    "POST", "/roles", permission=Permission.ROLES_CREATE, status=201, creates=True, errors=(409,)
)
async def create_role(call: Call, body: RoleContent) -> Role:
    """Make a role of your own. It can allow what you may do yourself, and no more."""
    row = await service.create_role(call.tx, call.actor, _content(body))
    call.headers["Location"] = f"/api/v1/roles/{row['id']}"
    return Role.model_validate(row)


@routes.route("GET", "/roles/{role_id}", permission=Permission.ROLES_READ)
async def get_role(call: Call, role_id: UUID) -> Role:
    """Show a role."""
    return Role.model_validate(await service.get_role(call.tx, RoleId(role_id)))


@routes.route("PUT", "/roles/{role_id}", permission=Permission.ROLES_UPDATE)
async def update_role(call: Call, role_id: UUID, body: RoleContent) -> Role:
    """Replace a role of your own. Who has it may at once do what it allows then."""
    row = await service.update_role(call.tx, call.actor, RoleId(role_id), _content(body))
    return Role.model_validate(row)


@routes.route(
    "DELETE", "/roles/{role_id}", permission=Permission.ROLES_DELETE, status=204, errors=(409,)
)
async def delete_role(call: Call, role_id: UUID, reassign_to: ReassignTo = None) -> None:
    """Delete a role of your own; one in use only when another takes its place.

    What was shared with the role is not shared with the other one.
    """
    await service.delete_role(call.tx, call.actor, RoleId(role_id), reassign_to=reassign_to)


def _content(body: RoleContent) -> service.Content:
    return service.Content(body.name, body.description, frozenset(body.permissions))


def _entry(permission: Permission) -> PermissionEntry:
    resource, _, action = permission.value.partition(".")
    return PermissionEntry(
        name=permission.value,
        resource=resource,
        action=action,
        description=DESCRIPTIONS[permission],
    )
