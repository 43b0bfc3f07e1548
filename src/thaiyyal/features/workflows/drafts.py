"""Drafts: what is saved beside the published version, valid or not, and how it is published.

A draft goes when it is published or deleted; nothing else touches it.
"""

from uuid import UUID

from starlette.responses import Response

from thaiyyal.features.audit import Change, record
from thaiyyal.features.routing import Call, Routes, etag, require_match
from thaiyyal.features.workflows import service, versions_queries
from thaiyyal.features.workflows.after_publish import AfterPublish, tell_published
from thaiyyal.features.workflows.checker import DocumentChecker, Packed, document_from
from thaiyyal.features.workflows.schemas import Draft, Publish, SavedDraft, SaveDraft, VersionItem
from thaiyyal.features.workflows.views import Shape, draft_answer, version_from
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

routes = Routes("workflows")
_WITHOUT_NOTE = Publish()


class NoDraft(ThaiyyalError):
    """There is nothing that waits to be published."""

    code = "no_draft"
    kind = Kind.CONFLICT


class NothingPublished(ThaiyyalError):
    """A workflow would be left without any document."""

    code = "nothing_published"
    kind = Kind.CONFLICT


@routes.route(
    "GET",
    "/workflows/{workflow_id}/draft",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
    response=Draft,
)
async def get_draft(call: Call, workflow_id: UUID) -> Response:
    """Get the draft of a workflow; 404 when everything is published."""
    row = await service.found(call, Permission.WORKFLOWS_READ, workflow_id)
    draft = await versions_queries.load_draft(call.tx, workflow_id)
    if draft is None:
        raise NotFound("this workflow has no draft: everything is published")
    call.headers["ETag"] = etag(row["revision"])
    return draft_answer(workflow_id, draft)


@routes.route(
    "PUT",
    "/workflows/{workflow_id}/draft",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
    errors=(412, 428),
)
async def save_draft(call: Call, workflow_id: UUID, body: SaveDraft) -> SavedDraft:
    """Save a draft without publishing it.

    It has to be an object within the limits of documents, and need not be valid. Needs `If-Match`
    with the latest ETag of the workflow or its draft; the answer has the next one.
    """
    row = await service.locked(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    require_match(call, row["revision"])
    packed = await call.service(DocumentChecker).pack_any(body.document)
    saved = await versions_queries.save_draft(call.tx, workflow_id, packed, by=call.actor.user_id)
    await call.service(AfterPublish).drafted(call.tx, workflow_id, packed.stored)
    change = Change(
        "workflow.draft_saved",
        "workflow",
        workflow_id,
        before={"content_hash": row["draft_hash"], "size_bytes": row["draft_bytes"]},
        after={"content_hash": packed.content_hash, "size_bytes": packed.size_bytes},
    )
    await record(call.tx, call.actor, change)
    await service.charge(call.tx, packed.size_bytes - row["draft_bytes"])
    call.headers["ETag"] = etag(saved["revision"])
    return SavedDraft(workflow_id=workflow_id, saved_at=saved["draft_at"])


@routes.route(
    "DELETE",
    "/workflows/{workflow_id}/draft",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
    status=204,
    errors=(409, 412),
)
async def delete_draft(call: Call, workflow_id: UUID) -> None:
    """Throw the draft away and go back to the published version.

    `If-Match` is honoured when it is sent.
    """
    row = await service.locked(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    _require_match_if_sent(call, row)
    if row["draft"] is None:
        raise NotFound("this workflow has no draft: everything is published")
    if row["latest_version"] is None:
        raise NothingPublished(
            "nothing of this workflow is published, so the draft is all there is; delete the "
            "workflow instead"
        )
    after = await versions_queries.drop_draft(call.tx, workflow_id, by=call.actor.user_id)
    before = {"content_hash": row["draft_hash"], "size_bytes": row["draft_bytes"]}
    change = Change("workflow.draft_deleted", "workflow", workflow_id, before=before)
    await record(call.tx, call.actor, change)
    await service.charge(call.tx, -row["draft_bytes"])
    call.headers["ETag"] = etag(after["revision"])


@routes.route(
    "POST",
    "/workflows/{workflow_id}/publish",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
    creates=True,
    response=VersionItem,
    errors=(412,),
)
async def publish_draft(call: Call, workflow_id: UUID, body: Publish = _WITHOUT_NOTE) -> Shape:
    """Validate the draft and publish it as the next version.

    A draft that says what the latest version says is dropped, and that version is the answer.
    `If-Match` is honoured when it is sent.
    """
    row = await service.locked(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    _require_match_if_sent(call, row)
    if row["draft"] is None:
        raise NoDraft("there is no draft to publish; save one first")
    await call.service(DocumentChecker).require_valid(document_from(row["draft"]))
    published = await _publish(call, row, Packed(row["draft"], row["draft_hash"]), body.note)
    return version_from(published)


async def _publish(call: Call, row: Row, packed: Packed, note: str) -> Row:
    """Make the draft the latest version, unless it is so already; drop it."""
    by, latest = call.actor.user_id, row["latest_version"]
    known = await versions_queries.content_hash_of(call.tx, row["id"], latest)
    is_new = known != packed.content_hash
    if is_new:
        version = await versions_queries.insert_version(
            call.tx, row["id"], packed, version=(latest or 0) + 1, note=note, created_by=by
        )
        await tell_published(call, row["id"], version=version["version"], stored=packed.stored)
    else:
        version = await versions_queries.get_version(call.tx, row["id"], latest)
    changed = await versions_queries.drop_draft(
        call.tx, row["id"], by=by, latest_version=version["version"]
    )
    change = Change(
        "workflow.published" if is_new else "workflow.draft_deleted",
        "workflow",
        row["id"],
        before=service.shown(row),
        after=service.shown({**row, **changed}, packed),
    )
    await record(call.tx, call.actor, change)
    await service.charge(call.tx, (version["size_bytes"] if is_new else 0) - row["draft_bytes"])
    call.headers["ETag"] = etag(changed["revision"])
    return version


def _require_match_if_sent(call: Call, row: Row) -> None:
    if "if-match" in call.request.headers:
        require_match(call, row["revision"])
