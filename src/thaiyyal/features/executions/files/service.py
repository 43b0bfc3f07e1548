"""What the API answers about the files of an execution: a page of them, the content of one."""

from urllib.parse import quote
from uuid import UUID

from starlette.responses import Response, StreamingResponse

from thaiyyal.features.executions.files import queries
from thaiyyal.features.executions.files.schemas import FileItem, item_from
from thaiyyal.features.executions.files.stored import content_of
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.routing import BadCursor, CallContext, CursorSigner, Page
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.permissions import Permission
from thaiyyal.sdk.file_names import UNKNOWN_TYPE
from thaiyyal.store.transaction import Row

_NIL = UUID(int=0)
_PLAIN_QUOTED = '"\\%'
ALONE = "default-src 'none'; sandbox"
"""The policy of what strangers made: nothing in it runs, even when it is opened as a page."""


async def page_of_files(
    call: CallContext, execution_id: UUID, *, limit: int, cursor: str | None
) -> Page[FileItem]:
    """Return files in the order in which they came; who may see them is decided before."""
    signer, purpose = call.service(CursorSigner), f"files {execution_id}"
    after = _NIL if cursor is None else _upload_in(signer.read(purpose, cursor))
    rows = await queries.list_files(call.tx, execution_id, after=after, limit=limit + 1)
    shown = rows[:limit]
    following = signer.write(purpose, [str(shown[-1]["upload_id"])]) if len(rows) > limit else None
    return Page[FileItem](items=[item_from(row) for row in shown], next_cursor=following)


async def file_answer(
    call: CallContext, workflow_id: UUID, execution_id: UUID, sha256: str
) -> Response:
    """Return a file as an attachment that is read while it is sent, or 304 when it is known.

    Raises:
        NotFound: There is no such execution or file here that the caller may know of.
    """
    async with call.database.begin(call.actor.scope) as tx:
        call.start_with(tx)
        await found(call, Permission.EXECUTIONS_READ, execution_id, workflow_id=workflow_id)
        row = await queries.find_file(tx, execution_id, bytes.fromhex(sha256))
    if row is None:
        raise NotFound("this execution has no such file")
    tag = f'"{sha256}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if _is_known(call.request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    content = content_of(call.database, call.actor.scope, row)
    return StreamingResponse(
        content, media_type=UNKNOWN_TYPE, headers={**headers, **_headers_of(row)}
    )


def attachment(name: str) -> str:
    """Return the Content-Disposition of a file to be saved under a name (RFC 6266).

    >>> attachment("Zoë 5%.csv")
    'attachment; filename="Zo_ 5_.csv"; filename*=UTF-8\\'\\'Zo%C3%AB%205%25.csv'
    """
    plain = "".join(one if " " <= one <= "~" and one not in _PLAIN_QUOTED else "_" for one in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _headers_of(row: Row) -> dict[str, str]:
    return {
        "Content-Disposition": attachment(row["name"]),
        "Content-Length": str(row["size_bytes"]),
        "Content-Security-Policy": ALONE,
        "X-Content-Type-Options": "nosniff",
    }


def _is_known(header: str, tag: str) -> bool:
    return bool({"*", tag} & {one.strip().removeprefix("W/") for one in header.split(",")})


def _upload_in(place: list[str | int | None]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (IndexError, ValueError) as error:
        raise BadCursor from error
