"""Routes of the tenant's users."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from thaiyyal.features.routing import (
    Call,
    Cursor,
    CursorSigner,
    Limit,
    Line,
    Page,
    Routes,
)
from thaiyyal.features.tenancy.members import queries, service
from thaiyyal.features.tenancy.members.schemas import Member, MemberChange, Sort, Status
from thaiyyal.kernel.ids import UserId
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

routes = Routes("users")

Search = Annotated[Line | None, Query(description="Part of a name or an e-mail address.")]
StatusFilter = Annotated[Status | None, Query(description="Only those of this status.")]
Order = Annotated[Sort, Query(description="`-` puts the largest first.")]
RoleFilter = Annotated[Line | None, Query(description="Name or id of a role.")]


@routes.route("GET", "/users", permission=Permission.USERS_READ)
async def list_users(
    call: Call,
    *,
    q: Search = None,
    role: RoleFilter = None,
    status: StatusFilter = None,
    sort: Order = "name",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Member]:
    """List the users of the tenant."""
    purpose = f"users {sort} {q} {role} {status}"
    signer = call.service(CursorSigner)
    rows = await queries.list_members(
        call.tx,
        queries.Filters(q, role, status),
        sort=sort,
        after=_place(signer.read(purpose, cursor), sort) if cursor else None,
        limit=limit + 1,
    )
    more = len(rows) > limit
    return Page[Member](
        items=[Member.model_validate(row) for row in rows[:limit]],
        next_cursor=signer.write(purpose, _place_of(rows[limit - 1], sort)) if more else None,
    )


@routes.route("GET", "/users/{user_id}", permission=Permission.USERS_READ)
async def get_user(call: Call, user_id: UUID) -> Member:
    """Show a user of the tenant."""
    return Member.model_validate(await service.get_member(call.tx, UserId(user_id)))


@routes.route("PUT", "/users/{user_id}", permission=Permission.USERS_UPDATE)
async def update_user(call: Call, user_id: UUID, body: MemberChange) -> Member:
    """Change the roles of a user, disable them in this tenant, or let them in again.

    Nobody can give a role with rights they do not have themselves, or change somebody who has
    more rights (403 `escalation`, `outranked`). The last owner stays an owner (409 `last_owner`).
    """
    row = await service.change_member(
        call.tx, call.actor, UserId(user_id), roles=body.roles, status=body.status
    )
    return Member.model_validate(row)


@routes.route(
    "DELETE", "/users/{user_id}", permission=Permission.USERS_DELETE, status=204, errors=(409,)
)
async def remove_user(call: Call, user_id: UUID) -> None:
    """Remove a user from the tenant.

    The account stays, its API keys of this tenant end. Workflows and credentials that the user
    owned here pass to whoever removes them.
    """
    await service.remove_member(call.tx, call.actor, UserId(user_id))


def _key_of(sort: Sort) -> str:
    return sort.removeprefix("-")


def _place_of(row: Row, sort: Sort) -> list[str | int | None]:
    value = row[_key_of(sort)]
    return [value.isoformat() if isinstance(value, datetime) else value, str(row["id"])]


def _place(parts: list[str | int | None], sort: Sort) -> tuple[str | datetime, UUID]:
    value, id_ = str(parts[0]), UUID(str(parts[1]))
    return (datetime.fromisoformat(value) if _key_of(sort) == "joined_at" else value), id_
