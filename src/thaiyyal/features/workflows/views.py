"""Rows become the API's shapes, ready to be written; stored documents are sent without reading."""

from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from thaiyyal.features.routing import CallContext, etag, moment_text
from thaiyyal.features.workflows.rights import permissions_on
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.store.payload import unpack_json
from thaiyyal.store.transaction import Row

Shape = dict[str, Any]


def person_of(id_: UUID | None, name: str | None) -> Shape | None:
    """Return somebody, or nobody."""
    return None if id_ is None else {"id": id_, "name": name}


def item_from(row: Row, permissions: list[Permission]) -> Shape:
    """Return a workflow without its document, and what the caller may do with it."""
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["description"],
        "tags": row["tags"],
        "owner": person_of(row["owner_id"], row["owner_name"]),
        "visibility": row["visibility"],
        "version": row["latest_version"],
        "has_draft": row["has_draft"],
        "created_at": moment_text(row["created_at"]),
        "updated_at": moment_text(row["updated_at"]),
        "updated_by": row["updated_by"],
        "deleted_at": None if row["deleted_at"] is None else moment_text(row["deleted_at"]),
        "permissions": permissions,
    }


def version_from(row: Row) -> Shape:
    """Return a version without its document."""
    return {
        "workflow_id": row["workflow_id"],
        "version": row["version"],
        "note": row["note"],
        "rolled_back_from": row["rolled_back_from"],
        "content_hash": row["content_hash"],
        "size_bytes": row["size_bytes"],
        "created_at": moment_text(row["created_at"]),
        "created_by": person_of(row["created_by"], row["created_by_name"]),
    }


def json_answer(value: Value) -> Response:
    """Return a JSON value as an answer."""
    return Response(dump_json(value).encode(), media_type="application/json")


def draft_answer(workflow_id: UUID, row: Row) -> Response:
    """Return a draft with its stored document as an answer."""
    draft = {
        "workflow_id": workflow_id,
        "saved_at": moment_text(row["draft_at"]),
        "saved_by": person_of(row["draft_by"], row["draft_by_name"]),
        "base_version": row["draft_base"],
    }
    return with_document(draft, row["draft"])


def workflow_answer(call: CallContext, row: Row, stored: bytes, *, status: int = 200) -> Response:
    """Return a workflow with its stored document as an answer."""
    call.headers["ETag"] = etag(row["revision"])
    return with_document(item_from(row, permissions_on(call.actor, row)), stored, status=status)


def version_answer(row: Row) -> Response:
    """Return a version with its stored document as an answer."""
    return with_document(version_from(row), row["document"])


def with_document(shape: Shape, stored: bytes, *, status: int = 200) -> Response:
    """Return a shape with one more member, which is put in as the text that is stored."""
    body = b"".join((orjson.dumps(shape)[:-1], b',"document":', unpack_json(stored), b"}"))
    return Response(body, status, media_type="application/json")
