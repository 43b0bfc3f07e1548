"""Rows become the API's shapes; stored documents are sent as they are, without reading them."""

from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from starlette.responses import Response

from thaiyyal.features.routing import CallContext, etag
from thaiyyal.features.workflows.rights import permissions_on
from thaiyyal.features.workflows.schemas import (
    Draft,
    Person,
    VersionItem,
    WorkflowItem,
)
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.store.payload import unpack_json
from thaiyyal.store.transaction import Row

_ITEM = TypeAdapter(WorkflowItem)
_VERSION = TypeAdapter(VersionItem)


def person_of(id_: Any, name: str | None) -> Person | None:
    """Return somebody, or nobody."""
    return None if id_ is None else Person(id=id_, name=name)


def item_from(row: Row, permissions: list[Permission]) -> WorkflowItem:
    """Return a workflow without its document, and what the caller may do with it."""
    return WorkflowItem.model_construct(
        id=row["id"],
        name=row["name"],
        description=row["description"],
        tags=row["tags"],
        owner=person_of(row["owner_id"], row["owner_name"]),
        visibility=row["visibility"],
        version=row["latest_version"],
        has_draft=row["has_draft"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by"],
        deleted_at=row["deleted_at"],
        permissions=permissions,
    )


def version_from(row: Row) -> VersionItem:
    """Return a version without its document."""
    return VersionItem.model_construct(
        workflow_id=row["workflow_id"],
        version=row["version"],
        note=row["note"],
        rolled_back_from=row["rolled_back_from"],
        content_hash=row["content_hash"],
        size_bytes=row["size_bytes"],
        created_at=row["created_at"],
        created_by=person_of(row["created_by"], row["created_by_name"]),
    )


def json_answer(value: Value) -> Response:
    """Return a JSON value as an answer."""
    return Response(dump_json(value).encode(), media_type="application/json")


def draft_answer(workflow_id: UUID, row: Row) -> Response:
    """Return a draft with its stored document as an answer."""
    draft = Draft.model_construct(
        workflow_id=workflow_id,
        saved_at=row["draft_at"],
        saved_by=person_of(row["draft_by"], row["draft_by_name"]),
        base_version=row["draft_base"],
        document=None,
    )
    return with_document(draft.model_dump_json(exclude={"document"}).encode(), row["draft"])


def workflow_answer(call: CallContext, row: Row, stored: bytes, *, status: int = 200) -> Response:
    """Return a workflow with its stored document as an answer."""
    call.headers["ETag"] = etag(row["revision"])
    head = _ITEM.dump_json(item_from(row, permissions_on(call.actor, row)))
    return with_document(head, stored, status=status)


def version_answer(row: Row) -> Response:
    """Return a version with its stored document as an answer."""
    return with_document(_VERSION.dump_json(version_from(row)), row["document"])


def with_document(head: bytes, stored: bytes, *, status: int = 200) -> Response:
    """Return a JSON object with one more member, which is put in as the text that is stored."""
    body = b"".join((head[:-1], b',"document":', unpack_json(stored), b"}"))
    return Response(body, status, media_type="application/json")
