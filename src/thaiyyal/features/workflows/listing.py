"""Lists of workflows: filters, orders, cursors. Shows what ``kernel.authorize`` lets one read."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import orjson
from pydantic import ConfigDict, Field

from thaiyyal.features.routing import (
    BadCursor,
    CallContext,
    CursorSigner,
    Line,
    Schema,
    Tag,
)
from thaiyyal.features.workflows import list_queries
from thaiyyal.features.workflows.list_queries import Order, Place, Seen, Wanted
from thaiyyal.features.workflows.rights import permissions_by
from thaiyyal.features.workflows.schemas import MAX_TAGS, Visibility
from thaiyyal.features.workflows.views import Shape, item_from
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Forbidden, Resource, is_allowed
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

Sort = Literal["updated_at", "-updated_at", "created_at", "-created_at", "name", "-name"]


class Filters(Schema):
    """Which workflows, in which order. Parameters that are not known are ignored, as elsewhere."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: Line | None = Field(None, max_length=200, description="Text in the name or description.")
    tag: list[Tag] = Field([], max_length=MAX_TAGS, description="Has all of these tags.")
    owner: UUID | None = Field(None, description="Belongs to this user.")
    shared: bool | None = Field(None, description="Is shared with the caller by somebody else.")
    visibility: Visibility | None = Field(None, description="Only those of this visibility.")
    deleted: bool = Field(default=False, description="Lists the trash instead.")
    sort: Sort = Field("-updated_at", description="`-` puts the largest first.")
    limit: int = Field(50, ge=1, le=200, description="How many items at most.")
    cursor: str | None = Field(
        None, max_length=1_000, description="The `next_cursor` of the page before this one."
    )


async def page_of(call: CallContext, filters: Filters) -> Shape:
    """Return one page of what the caller may see.

    Raises:
        Forbidden: An API key that may not read workflows.
        BadCursor: The cursor belongs to another list.
    """
    seen = _seen_by(call.actor)
    call.authorize(Permission.WORKFLOWS_READ, Resource(owner_id=call.actor.user_id))
    order = Order(filters.sort.removeprefix("-"), is_descending=filters.sort.startswith("-"))
    signer, purpose = call.service(CursorSigner), _purpose(filters)
    given, limit = filters.cursor, filters.limit
    place = None if given is None else _place(signer.read(purpose, given), order)
    wanted = Wanted(
        text=filters.q or None,
        tags=tuple(filters.tag),
        owner_id=filters.owner,
        is_shared=filters.shared,
        visibility=filters.visibility,
        is_deleted=filters.deleted,
    )
    rows = await list_queries.list_workflows(
        call.tx, call.actor, seen, wanted, order, place=place, limit=limit + 1
    )
    permissions = permissions_by(call.actor)
    items = [item_from(row, permissions(row)) for row in rows[:limit]]
    more = len(rows) > limit
    last = signer.write(purpose, _place_of(rows[limit - 1], order)) if more else None
    return {"items": items, "next_cursor": last}


def _seen_by(actor: Actor) -> Seen:
    """Return which workflows an actor reaches besides their own and those shared with them.

    Everybody may read what is their own: an actor who may not even do that is a narrow API key.
    """
    if not is_allowed(actor, Permission.WORKFLOWS_READ, Resource(owner_id=actor.user_id)):
        raise Forbidden(f'this API key lacks the scope "{Permission.WORKFLOWS_READ}"')
    return Seen(
        of_tenant=is_allowed(actor, Permission.WORKFLOWS_READ, Resource(None)),
        private_too=is_allowed(actor, Permission.WORKFLOWS_READ, Resource(None, is_private=True)),
    )


def _purpose(filters: Filters) -> str:
    return (
        "workflows "
        + orjson.dumps(filters.model_dump(mode="json", exclude={"limit", "cursor"})).decode()
    )


def _place_of(row: Row, order: Order) -> list[str | int | None]:
    at = row[order.column]
    return [at.isoformat() if isinstance(at, datetime) else at, str(row["id"])]


def _place(place: list[str | int | None], order: Order) -> Place:
    at, id_ = place
    if not isinstance(at, str) or not isinstance(id_, str):
        raise BadCursor
    return Place(at if order.column == "name" else datetime.fromisoformat(at), UUID(id_))
