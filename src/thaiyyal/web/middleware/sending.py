"""What several pieces of middleware do to answers and refusals. Decides nothing itself."""

from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from thaiyyal.web.problems import problem_response

Edit = Callable[[Message, MutableHeaders], None]
STARTS = frozenset({"http.response.start", "websocket.accept", "websocket.http.response.start"})
REQUESTS = frozenset({"http", "websocket"})


def editing_headers(send: Send, edit: Edit) -> Send:
    """Return a ``send`` that lets ``edit`` change the headers of every answer."""

    def sending(message: Message) -> Awaitable[None]:  # no coroutine: there are many of these
        if message["type"] in STARTS:
            message.setdefault("headers", [])
            edit(message, MutableHeaders(scope=message))
        return send(message)

    return sending


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    status: int,
    code: str,
    detail: str,
    retry_after_s: int | None = None,
) -> None:
    """Answer with a problem and close the connection; a socket is refused before it opens."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": code})
        return
    request_id = scope.get("state", {}).get("request_id")
    headers = {"Connection": "close"}
    if retry_after_s is not None:
        headers["Retry-After"] = str(retry_after_s)
    response = problem_response(status, code, detail, request_id=request_id, headers=headers)
    await response(scope, receive, send)
