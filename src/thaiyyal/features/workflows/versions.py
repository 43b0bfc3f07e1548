"""Versions: published documents, which nothing changes; what differs between them; going back."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

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
    require_match,
)
from thaiyyal.features.workflows import queries, service, versions_queries
from thaiyyal.features.workflows.after_publish import tell_published
from thaiyyal.features.workflows.checker import DocumentChecker, Packed, document_from
from thaiyyal.features.workflows.schemas import (
    LARGEST_VERSION,
    DocumentDiff,
    RollBack,
    VersionDetail,
    VersionItem,
    VersionNumber,
)
from thaiyyal.features.workflows.views import Shape, json_answer, version_answer, version_from
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

routes = Routes("workflows")
End = Annotated[
    str,
    Path(
        pattern="^(draft|latest|[1-9][0-9]{0,8})$",
        max_length=9,
        description="The number of a version, `latest` or `draft`.",
        examples=["latest"],
    ),
]


@routes.route(
    "GET",
    "/workflows/{workflow_id}/versions",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
    response=Page[VersionItem],
)
async def list_versions(
    call: Call, workflow_id: UUID, limit: Limit = 50, cursor: Cursor = None
) -> Shape:
    """List the versions of a workflow, the newest first, without their documents."""
    await service.found(call, Permission.WORKFLOWS_READ, workflow_id)
    signer, purpose = call.service(CursorSigner), f"versions {workflow_id}"
    below = LARGEST_VERSION if cursor is None else _number(signer.read(purpose, cursor))
    rows = await versions_queries.list_versions(call.tx, workflow_id, below=below, limit=limit + 1)
    more = len(rows) > limit
    return {
        "items": [version_from(row) for row in rows[:limit]],
        "next_cursor": signer.write(purpose, [rows[limit - 1]["version"]]) if more else None,
    }


@routes.route(
    "GET",
    "/workflows/{workflow_id}/versions/{version}",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
    response=VersionDetail,
)
async def get_version(call: Call, workflow_id: UUID, version: VersionNumber) -> Response:
    """Get a version with its document."""
    await service.found(call, Permission.WORKFLOWS_READ, workflow_id)
    return version_answer(await _version(call, workflow_id, version))


@routes.route(
    "GET",
    "/workflows/{workflow_id}/versions/{before}/diff/{after}",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
    response=DocumentDiff,
)
async def diff_versions(call: Call, workflow_id: UUID, before: End, after: End) -> Response:
    """Tell what changed between two versions, in the terms of whoever drew them."""
    row = await service.found(call, Permission.WORKFLOWS_READ, workflow_id)
    left = await _stored_at(call, row, before)
    right = await _stored_at(call, row, after)
    return json_answer(await call.service(DocumentChecker).diff(left, right))


@routes.route(
    "POST",
    "/workflows/{workflow_id}/rollback",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
    creates=True,
    response=VersionItem,
    errors=(412,),
)
async def roll_back(call: Call, workflow_id: UUID, body: RollBack) -> Shape:
    """Publish the document of an earlier version as the next version.

    Nothing is lost: the versions in between stay, and so does the draft. `If-Match` is honoured
    when it is sent.
    """
    row = await service.locked(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    if "if-match" in call.request.headers:
        require_match(call, row["revision"])
    old = await _version(call, workflow_id, body.version)
    await call.service(DocumentChecker).require_valid(document_from(old["document"]))
    new = await versions_queries.insert_version(
        call.tx,
        workflow_id,
        Packed(old["document"], old["content_hash"]),
        version=row["latest_version"] + 1,
        note=body.note,
        created_by=call.actor.user_id,
        rolled_back_from=body.version,
    )
    changed = await queries.update_workflow(
        call.tx, workflow_id, by=call.actor.user_id, latest_version=new["version"]
    )
    await tell_published(call, workflow_id, version=new["version"], stored=old["document"])
    await _record_roll_back(call, row, {**row, **changed}, body)
    await service.charge(call.tx, new["size_bytes"])
    call.headers["ETag"] = etag(changed["revision"])
    return version_from(new)


async def _record_roll_back(call: Call, before: Row, after: Row, body: RollBack) -> None:
    change = Change(
        "workflow.rolled_back",
        "workflow",
        before["id"],
        before=service.shown(before),
        after=service.shown(after),
        details={"rolled_back_from": body.version, "note": body.note},
    )
    await record(call.tx, call.actor, change)


async def _version(call: Call, workflow_id: UUID, version: int) -> Row:
    row = await versions_queries.load_version(call.tx, workflow_id, version)
    if row is None:
        raise NotFound(f"this workflow has no version {version}")
    return row


async def _stored_at(call: Call, row: Row, end: str) -> bytes:
    """Return the stored document at one end of a comparison."""
    if end == "draft":
        draft = await versions_queries.load_draft(call.tx, row["id"])
        if draft is None:
            raise NotFound("this workflow has no draft: everything is published")
        return bytes(draft["draft"])
    if end == "latest" and row["latest_version"] is None:
        raise NotFound("nothing of this workflow is published")
    number = row["latest_version"] if end == "latest" else int(end)
    return bytes((await _version(call, row["id"], number))["document"])


def _number(place: list[str | int | None]) -> int:
    number = place[0] if place else None
    if not isinstance(number, int):
        raise BadCursor
    return number
