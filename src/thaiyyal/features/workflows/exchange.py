"""Taking workflows in and out: validation without storing, import, export, copies."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from thaiyyal.features.routing import Call, Name, Routes, Text
from thaiyyal.features.workflows import queries, service, versions_queries
from thaiyyal.features.workflows.after_publish import tell_published
from thaiyyal.features.workflows.checker import DocumentChecker, document_from
from thaiyyal.features.workflows.exports import attachment_of
from thaiyyal.features.workflows.schemas import (
    AnyVersion,
    Duplicate,
    Format,
    ImportWorkflow,
    ValidateDocument,
    Validation,
    WorkflowDetail,
)
from thaiyyal.features.workflows.service import NewWorkflow
from thaiyyal.features.workflows.views import json_answer, workflow_answer
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.kernel.values import Value

routes = Routes("workflows")
WantedFormat = Annotated[Format, Query(description="How the document is written.")]
IMPORTED = "Imported workflow"
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)
_AS_IT_IS = Duplicate()


@routes.route(
    "POST",
    "/workflows/validate",
    permission=Access.SIGNED_IN,
    opens_transactions=True,
    response=Validation,
)
async def validate_document(call: Call, body: ValidateDocument) -> Response:
    """Tell what is wrong with a document, without storing or running it."""
    verdict = await call.service(DocumentChecker).check(body.document)
    return json_answer({"valid": verdict.is_valid, **verdict.as_value()})


@routes.route(
    "POST",
    "/workflows/import",
    permission=Permission.WORKFLOWS_CREATE,
    status=201,
    response=WorkflowDetail,
    creates=True,
)
async def import_workflow(call: Call, body: ImportWorkflow) -> Response:
    """Create a workflow from the text of a document, as `export` writes it, or by hand.

    The document is validated and published as version 1. Older spellings are understood.
    Name and description are those of the document when the request has none.
    """
    checker = call.service(DocumentChecker)
    document = body.document
    if body.text is not None:
        document = await checker.read(body.text, body.format)
    new = NewWorkflow(
        name=body.name or _own(document, "name", _NAME) or IMPORTED,
        description=body.description or _own(document, "description", _TEXT) or "",
        tags=tuple(body.tags),
        visibility=body.visibility,
        document=await checker.pack_valid(document),
    )
    row = await service.create_workflow(call.tx, call.actor, new)
    assert new.document is not None
    await tell_published(call, row["id"], version=row["latest_version"], stored=new.document.stored)
    call.headers["Location"] = f"/api/v1/workflows/{row['id']}"
    return workflow_answer(call, row, new.document.stored, status=201)


@routes.route(
    "GET",
    "/workflows/{workflow_id}/export",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
    response=Response,
    media_type="application/octet-stream",
)
async def export_workflow(
    call: Call, workflow_id: UUID, format: WantedFormat = "json", version: AnyVersion = None
) -> Response:
    """Download a workflow's document as JSON or YAML.

    The latest published version if none is named, the draft if nothing is published.
    """
    row = await service.found(call, Permission.WORKFLOWS_READ, workflow_id)
    if version is None:
        stored = await queries.load_document(call.tx, workflow_id)
    else:
        found = await versions_queries.load_version(call.tx, workflow_id, version)
        if found is None:
            raise NotFound(f"this workflow has no version {version}")
        stored = found["document"]
    text = await call.service(DocumentChecker).export(document_from(stored), format)
    return Response(
        text.encode(),
        media_type="application/octet-stream",
        headers=attachment_of(row["name"], format),
    )


@routes.route(
    "POST",
    "/workflows/{workflow_id}/duplicate",
    permission=Permission.WORKFLOWS_CREATE,
    status=201,
    response=WorkflowDetail,
    creates=True,
)
async def duplicate_workflow(
    call: Call, workflow_id: UUID, body: Duplicate = _AS_IT_IS
) -> Response:
    """Copy a workflow that the caller may read; the copy is theirs.

    The latest version becomes version 1 of the copy, and the draft its draft. Shares and earlier
    versions are not copied.
    """
    row = await service.found(call, Permission.WORKFLOWS_READ, workflow_id)
    copy = await service.duplicate_workflow(call.tx, call.actor, row, name=body.name)
    call.headers["Location"] = f"/api/v1/workflows/{copy['id']}"
    stored = await queries.load_document(call.tx, copy["id"])
    await tell_published(call, copy["id"], version=copy["latest_version"], stored=stored)
    return workflow_answer(call, copy, stored, status=201)


def _own(document: Value, key: str, kind: TypeAdapter[str]) -> str | None:
    """Return what a document says of itself, if it can be used."""
    if not isinstance(document, dict):
        return None
    try:
        return kind.validate_python(document.get(key))
    except ValidationError:
        return None
