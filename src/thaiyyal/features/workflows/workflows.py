"""Routes of workflows: create, list, get, update, delete, restore, purge."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from thaiyyal.features.routing import Call, Page, Routes, etag, require_match
from thaiyyal.features.workflows import listing, queries, service
from thaiyyal.features.workflows.after_publish import AfterPublish, tell_published
from thaiyyal.features.workflows.checker import DocumentChecker
from thaiyyal.features.workflows.rights import permissions_on
from thaiyyal.features.workflows.schemas import (
    CreateWorkflow,
    UpdateWorkflow,
    WorkflowDetail,
    WorkflowItem,
)
from thaiyyal.features.workflows.service import Changes, NewWorkflow
from thaiyyal.features.workflows.views import Shape, item_from, workflow_answer
from thaiyyal.kernel.permissions import Permission

routes = Routes("workflows")
_DOCUMENTED_ONLY = UUID(int=0)
"""A raw handler names its path's parameters for the OpenAPI document and reads them itself."""


@routes.route(
    "POST",
    "/workflows",
    permission=Permission.WORKFLOWS_CREATE,
    status=201,
    response=WorkflowDetail,
    creates=True,
)
async def create_workflow(call: Call, body: CreateWorkflow) -> Response:
    """Create a workflow.

    A document is validated and published as version 1; all its problems are told. Without a
    document the workflow begins with an empty draft and no version.
    """
    checker = call.service(DocumentChecker)
    document = draft = None
    if body.document is None:
        draft = await checker.pack({"nodes": [], "edges": []})
    else:
        document = await checker.pack_valid(body.document)
    new = NewWorkflow(
        name=body.name,
        description=body.description,
        tags=tuple(body.tags),
        visibility=body.visibility,
        document=document,
        draft=draft,
    )
    row = await service.create_workflow(call.tx, call.actor, new)
    stored = None if document is None else document.stored
    await tell_published(call, row["id"], version=row["latest_version"], stored=stored)
    call.headers["Location"] = f"/api/v1/workflows/{row['id']}"
    packed = document or draft
    assert packed is not None
    return workflow_answer(call, row, packed.stored, status=201)


@routes.route(
    "GET",
    "/workflows",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
    response=Page[WorkflowItem],
)
async def list_workflows(call: Call, filters: Annotated[listing.Filters, Query()]) -> Shape:
    """List the workflows that the caller may see, without their documents."""
    return await listing.page_of(call, filters)


@routes.route(
    "GET",
    "/workflows/{workflow_id}",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
    raw=True,
    response=WorkflowDetail,
)
async def get_workflow(call: Call, workflow_id: UUID = _DOCUMENTED_ONLY) -> Response:
    """Get a workflow with its latest published document.

    When nothing is published the document is the draft.
    """
    workflow_id = _id_in_path(call)
    row = await queries.load_workflow(call.tx, call.actor, workflow_id)
    row = service.allowed(call, Permission.WORKFLOWS_READ, row)
    return workflow_answer(call, row, row["document"])


@routes.route(
    "PUT",
    "/workflows/{workflow_id}",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
    response=WorkflowDetail,
    errors=(412, 428),
)
async def update_workflow(call: Call, workflow_id: UUID, body: UpdateWorkflow) -> Response:
    """Change a workflow, and publish its document when it says something new.

    Needs `If-Match` with the ETag of what was read. Fields that are left out stay. The draft
    stays too, until it is published or deleted. Changing the visibility needs
    `workflows.share` besides.
    """
    row = await service.locked(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    require_match(call, row["revision"])
    if body.visibility not in {None, row["visibility"]}:
        service.allowed(call, Permission.WORKFLOWS_SHARE, row)
    document = None
    if body.document is not None:
        document = await call.service(DocumentChecker).pack_valid(body.document)
    changes = Changes(
        name=body.name,
        description=body.description,
        tags=None if body.tags is None else tuple(body.tags),
        visibility=body.visibility,
        document=document,
        note=body.note,
    )
    after = await service.update_workflow(call.tx, call.actor, row, changes)
    if document is not None and after["latest_version"] != row["latest_version"]:
        await tell_published(
            call, workflow_id, version=after["latest_version"], stored=document.stored
        )
    return workflow_answer(call, after, await queries.load_document(call.tx, workflow_id))


@routes.route(
    "DELETE",
    "/workflows/{workflow_id}",
    permission=Permission.WORKFLOWS_DELETE,
    resource=True,
    status=204,
    errors=(412,),
)
async def delete_workflow(
    call: Call,
    workflow_id: UUID,
    *,
    purge: Annotated[bool, Query(description="Delete for good; only from the trash.")] = False,
) -> None:
    """Move a workflow to the trash, or purge it from there.

    The trash keeps a workflow for 30 days. `If-Match` is honoured when it is sent.
    """
    row = await service.locked(call, Permission.WORKFLOWS_DELETE, workflow_id, is_deleted=purge)
    if "if-match" in call.request.headers:
        require_match(call, row["revision"])
    if purge:
        await service.purge_workflow(call.tx, call.actor, row)
    else:
        await service.delete_workflow(call.tx, call.actor, row)
        await call.service(AfterPublish).trashed(call.tx, workflow_id)


@routes.route(
    "POST",
    "/workflows/{workflow_id}/restore",
    permission=Permission.WORKFLOWS_DELETE,
    resource=True,
    response=WorkflowItem,
)
async def restore_workflow(call: Call, workflow_id: UUID) -> Shape:
    """Take a workflow out of the trash."""
    row = await service.locked(call, Permission.WORKFLOWS_DELETE, workflow_id, is_deleted=True)
    after = await service.restore_workflow(call.tx, call.actor, row)
    await call.service(AfterPublish).restored(call.tx, workflow_id)
    call.headers["ETag"] = etag(after["revision"])
    return item_from(after, permissions_on(call.actor, after))


def _id_in_path(call: Call) -> UUID:
    text = call.request.path_params["workflow_id"]
    try:
        return UUID(text)
    except ValueError as error:
        place = {"loc": ("path", "workflow_id"), "type": "uuid_parsing", "msg": "must be a UUID"}
        raise RequestValidationError([place]) from error
