"""Routes of an execution's files."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from thaiyyal.features.executions.files.schemas import FileItem
from thaiyyal.features.executions.files.service import file_answer, page_of_files
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.routing import Call, Cursor, Limit, Page, Routes
from thaiyyal.kernel.permissions import Permission
from thaiyyal.sdk.file_names import UNKNOWN_TYPE

routes = Routes("executions")
_FILES = "/workflows/{workflow_id}/executions/{execution_id}/files"
Digest = Annotated[
    str,
    Path(
        min_length=64,
        max_length=64,
        pattern="^[0-9a-f]{64}$",
        description="The `sha256` of a file.",
    ),
]


@routes.route("GET", _FILES, permission=Permission.EXECUTIONS_READ, resource=True)
async def list_execution_files(
    call: Call, workflow_id: UUID, execution_id: UUID, limit: Limit = 50, cursor: Cursor = None
) -> Page[FileItem]:
    """List the files that an execution has downloaded, in the order in which they came."""
    await found(call, Permission.EXECUTIONS_READ, execution_id, workflow_id=workflow_id)
    return await page_of_files(call, execution_id, limit=limit, cursor=cursor)


@routes.route(
    "GET",
    _FILES + "/{sha256}",
    permission=Permission.EXECUTIONS_READ,
    resource=True,
    opens_transactions=True,
    also=(304,),
    errors=(404,),
    media_type=UNKNOWN_TYPE,
)
async def download_execution_file(
    call: Call, workflow_id: UUID, execution_id: UUID, sha256: Digest
) -> Response:
    """Download a file of an execution.

    It is an attachment of unknown type whatever it holds, so that no browser shows it as a page.
    Has an ETag: with `If-None-Match` the answer is 304, because a content never changes.
    """
    return await file_answer(call, workflow_id, execution_id, sha256)
