"""Sharing a workflow with users and roles, and giving it to another owner."""

from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.routing import (
    BadCursor,
    Call,
    Cursor,
    CursorSigner,
    Limit,
    Page,
    Routes,
    etag,
    moment_text,
)
from thaiyyal.features.workflows import queries, service, shares_queries
from thaiyyal.features.workflows.rights import permissions_on, require_level, require_ownership
from thaiyyal.features.workflows.schemas import NewOwner, Share, ShareLevel, WorkflowItem
from thaiyyal.features.workflows.views import Shape, item_from, person_of
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.permissions import Level, Permission
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row

routes = Routes("workflows")


class UnknownUser(ThaiyyalError):
    """A workflow cannot belong to somebody who is no active member."""

    code = "unknown_user"


@dataclass(frozen=True, slots=True)
class Party:
    """With whom something is shared: a user or a role."""

    user_id: UUID | None = None
    role_id: UUID | None = None

    def as_value(self) -> dict[str, Value]:
        """Return it as the audit log shows it."""
        named = {"user_id": self.user_id, "role_id": self.role_id}
        return {name: str(id_) for name, id_ in named.items() if id_ is not None}


@routes.route(
    "GET",
    "/workflows/{workflow_id}/shares",
    permission=Permission.WORKFLOWS_SHARE,
    resource=True,
    response=Page[Share],
)
async def list_shares(
    call: Call, workflow_id: UUID, limit: Limit = 50, cursor: Cursor = None
) -> Shape:
    """List with whom a workflow is shared."""
    await service.found(call, Permission.WORKFLOWS_SHARE, workflow_id)
    signer, purpose = call.service(CursorSigner), f"shares {workflow_id}"
    after = None if cursor is None else _id_at(signer.read(purpose, cursor))
    rows = await shares_queries.list_shares(call.tx, workflow_id, after=after, limit=limit + 1)
    more = len(rows) > limit
    return {
        "items": [_share(row) for row in rows[:limit]],
        "next_cursor": signer.write(purpose, [str(rows[limit - 1]["id"])]) if more else None,
    }


@routes.route(
    "PUT",
    "/workflows/{workflow_id}/shares/users/{user_id}",
    permission=Permission.WORKFLOWS_SHARE,
    resource=True,
    response=Share,
)
async def share_with_user(call: Call, workflow_id: UUID, user_id: UUID, body: ShareLevel) -> Shape:
    """Share a workflow with a user, or change the level.

    Nobody can share more than they may do themselves (403 `grants_too_much`).
    """
    row = await service.locked(call, Permission.WORKFLOWS_SHARE, workflow_id)
    require_level(call.actor, body.level, row)
    user = await shares_queries.hold_user(call.tx, user_id)
    if user is None:
        raise NotFound("there is no such user in your tenant")
    made = await _share_with(call, workflow_id, Party(user_id=user_id), body.level)
    return _share({**made, "user_id": user_id, "user_name": user["name"], "role_id": None})


@routes.route(
    "PUT",
    "/workflows/{workflow_id}/shares/roles/{role_id}",
    permission=Permission.WORKFLOWS_SHARE,
    resource=True,
    response=Share,
)
async def share_with_role(call: Call, workflow_id: UUID, role_id: UUID, body: ShareLevel) -> Shape:
    """Share a workflow with everybody who has a role, or change the level.

    Nobody can share more than they may do themselves (403 `grants_too_much`).
    """
    row = await service.locked(call, Permission.WORKFLOWS_SHARE, workflow_id)
    require_level(call.actor, body.level, row)
    role = await shares_queries.hold_role(call.tx, role_id)
    if role is None:
        raise NotFound("there is no such role in your tenant")
    made = await _share_with(call, workflow_id, Party(role_id=role_id), body.level)
    return _share({**made, "role_id": role_id, "role_name": role["name"], "user_id": None})


@routes.route(
    "DELETE",
    "/workflows/{workflow_id}/shares/users/{user_id}",
    permission=Permission.WORKFLOWS_SHARE,
    resource=True,
    status=204,
)
async def stop_sharing_with_user(call: Call, workflow_id: UUID, user_id: UUID) -> None:
    """Stop sharing a workflow with a user. What their roles allow stays."""
    await _stop_sharing(call, workflow_id, Party(user_id=user_id))


@routes.route(
    "DELETE",
    "/workflows/{workflow_id}/shares/roles/{role_id}",
    permission=Permission.WORKFLOWS_SHARE,
    resource=True,
    status=204,
)
async def stop_sharing_with_role(call: Call, workflow_id: UUID, role_id: UUID) -> None:
    """Stop sharing a workflow with a role. What the role itself allows stays."""
    await _stop_sharing(call, workflow_id, Party(role_id=role_id))


@routes.route(
    "PUT",
    "/workflows/{workflow_id}/owner",
    permission=Permission.WORKFLOWS_SHARE,
    resource=True,
    response=WorkflowItem,
)
async def change_owner(call: Call, workflow_id: UUID, body: NewOwner) -> Shape:
    """Give a workflow to another user.

    Only its owner and those with `workflows.manage` can (403 `not_the_owner`). The owner before
    keeps what their roles and shares allow.
    """
    row = await service.locked(call, Permission.WORKFLOWS_SHARE, workflow_id)
    require_ownership(call.actor, row)
    require_level(call.actor, Level.ADMIN, row)
    user = await shares_queries.hold_user(call.tx, body.user_id)
    if user is None or user["status"] != "active":
        raise UnknownUser("the new owner has to be an active user of your tenant")
    changed = await queries.set_owner(
        call.tx, workflow_id, by=call.actor.user_id, owner_id=body.user_id
    )
    after = {**row, **changed, "owner_name": user["name"]}
    change = Change(
        "workflow.owner_changed",
        "workflow",
        workflow_id,
        before=service.shown(row),
        after=service.shown(after),
    )
    await record(call.tx, call.actor, change)
    call.headers["ETag"] = etag(after["revision"])
    return item_from(after, permissions_on(call.actor, after))


async def _share_with(call: Call, workflow_id: UUID, party: Party, level: Level) -> Row:
    ids = {"user_id": party.user_id, "role_id": party.role_id}
    before = await shares_queries.level_of(call.tx, workflow_id, **ids)
    row = await shares_queries.set_level(
        call.tx, workflow_id, **ids, level=level, by=call.actor.user_id
    )
    change = Change(
        "workflow.shared",
        "workflow",
        workflow_id,
        before=None if before is None else {**party.as_value(), "level": before},
        after={**party.as_value(), "level": level.value},
    )
    await record(call.tx, call.actor, change)
    return row


async def _stop_sharing(call: Call, workflow_id: UUID, party: Party) -> None:
    await service.locked(call, Permission.WORKFLOWS_SHARE, workflow_id)
    level = await shares_queries.delete_share(
        call.tx, workflow_id, user_id=party.user_id, role_id=party.role_id
    )
    if level is None:
        raise NotFound("this workflow is not shared so")
    before = {**party.as_value(), "level": level}
    change = Change("workflow.unshared", "workflow", workflow_id, before=before)
    await record(call.tx, call.actor, change)


def _share(row: Row) -> Shape:
    return {
        "user": person_of(row["user_id"], row.get("user_name")),
        "role": person_of(row["role_id"], row.get("role_name")),
        "level": row["level"],
        "granted_at": moment_text(row["granted_at"]),
        "granted_by": person_of(row["granted_by"], row["granted_by_name"]),
    }


def _id_at(place: list[str | int | None]) -> UUID:
    text = place[0] if place else None
    if not isinstance(text, str):
        raise BadCursor
    return UUID(text)
