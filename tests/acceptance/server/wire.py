"""HTTP as bytes: what a client sends, and what comes back, taken apart."""

import json
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from io import BytesIO
from typing import Any

CLOSE = {"Connection": "close"}


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``headers`` finds names in any case."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body as a value."""
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """The code of a problem."""
        is_problem = self.headers.get("content-type") == "application/problem+json"
        return str(self.json["code"]) if is_problem else None


class _Bytes(BytesIO):
    """Bytes that the standard library takes for a socket; it reads on where it stopped."""

    def makefile(self, _mode: str) -> "_Bytes":
        return self

    def close(self) -> None:
        """Stay open for the next answer."""


def replies_in(received: bytes, methods: tuple[str, ...] = ("GET",)) -> list[Reply]:
    """Take answers apart, one after the other. ``methods``: of the requests; the last repeats."""
    stream, found = _Bytes(received), list[Reply]()
    while stream.tell() < len(received):
        method = methods[min(len(found), len(methods) - 1)]
        answer = HTTPResponse(stream, method=method)  # type: ignore[arg-type]
        answer.begin()
        found.append(Reply(answer.status, answer.msg, answer.read()))
    return found


def head(
    method: str, path: str, headers: dict[str, str] | None = None, *, version: str = "1.1"
) -> bytes:
    """Return the head of a request, with a Host unless told otherwise."""
    fields = {"Host": "127.0.0.1", **(headers or {})}
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join([f"{method} {path} HTTP/{version}", *lines, "", ""]).encode("latin-1")


def chunks(*parts: bytes, extension: bytes = b"", trailers: bytes = b"") -> bytes:
    """Return a chunked body."""
    coded = b"".join(b"%x%s\r\n%s\r\n" % (len(part), extension, part) for part in parts)
    return coded + b"0\r\n" + trailers + b"\r\n"
