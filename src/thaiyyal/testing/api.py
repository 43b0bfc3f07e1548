"""Call the server's application in this process, as a client would over HTTP."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

import orjson
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``json`` is the body read as JSON, None when it is none."""

    status: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        """The body as a value."""
        return orjson.loads(self.body) if self.body else None

    @property
    def code(self) -> str | None:
        """The code of a problem."""
        found: str | None = self.json.get("code") if self.status >= 400 else None
        return found


async def ask(
    app: ASGIApp,
    method: str,
    path: str,
    *,
    json: Any = None,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    address: str = "127.0.0.1",
) -> Answer:
    """Send one request into ``app`` and return its answer. ``path`` may have a query."""
    sent = {"host": "testserver", **{k.lower(): v for k, v in (headers or {}).items()}}
    if json is not None:
        body = orjson.dumps(json)
        sent.setdefault("content-type", "application/json")
    exchange = _Exchange(body or b"")
    await app(
        _scope(method, path, sent, address, len(body or b"")), exchange.receive, exchange.send
    )
    return exchange.answer()


def _scope(
    method: str, path: str, headers: Mapping[str, str], address: str, length: int
) -> dict[str, Any]:
    bare, _, query = path.partition("?")
    raw = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
    if length and "content-length" not in headers:
        raw.append((b"content-length", str(length).encode()))
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(bare),
        "raw_path": quote(bare, safe="/%:@").encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": raw,
        "client": (address, 50_000),
        "server": ("testserver", 80),
        "state": {},
    }


class _Exchange:
    """The two callables of one request, and what was sent through them."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._received = False
        self._ended = asyncio.Event()
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._parts: list[bytes] = []

    async def receive(self) -> Message:
        if self._received:
            # A client stays until it has the whole answer.
            await self._ended.wait()
            return {"type": "http.disconnect"}
        self._received = True
        return {"type": "http.request", "body": self._body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = list(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                self._ended.set()

    def answer(self) -> Answer:
        return Answer(self._status, Headers(raw=self._headers), b"".join(self._parts))
