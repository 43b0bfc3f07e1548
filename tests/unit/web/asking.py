"""Asks an ASGI application directly, without a server, and keeps what it answered."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, with the scope that the application saw."""

    scope: Scope
    messages: Sequence[Message]

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def headers(self) -> Headers:
        return Headers(raw=list(self.messages[0].get("headers", [])))

    @property
    def chunks(self) -> list[bytes]:
        return [message.get("body", b"") for message in self.messages[1:]]

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.scope["state"]
        return state


@dataclass(slots=True)
class Echo:
    """An application that answers with ``response`` and remembers the scopes it was given."""

    response: Response = field(default_factory=lambda: Response(b"ok"))
    scopes: list[Scope] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        await self.response(scope, receive, send)


def scope_of(
    path: str = "/", *, method: str = "GET", headers: Pairs = (), kind: str = "http", **more: Any
) -> Scope:
    """Return the scope of a request as uvicorn would make it."""
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http" if kind == "http" else "ws",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": ("203.0.113.7", 50_000),
        "server": ("127.0.0.1", 80),
        "state": {},
        **more,
    }


async def asking(app: ASGIApp, scope: Scope, *, body: Sequence[bytes] = (b"",)) -> Asked:
    """Send one request, its body in chunks, and return the answer."""
    left = list(body)
    messages: list[Message] = []

    async def receive() -> Message:
        if scope["type"] == "websocket":
            return {"type": "websocket.connect"}
        if not left:
            await asyncio.Event().wait()  # the client stays
        chunk = left.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(left)}

    async def send(message: Message) -> None:
        messages.append(dict(message))

    await app(scope, receive, send)
    return Asked(scope, messages)


def ask(app: ASGIApp, scope: Scope | None = None, *, body: Sequence[bytes] = (b"",)) -> Asked:
    """Send one request on an event loop of its own."""
    return asyncio.run(asking(app, scope or scope_of(), body=body))
