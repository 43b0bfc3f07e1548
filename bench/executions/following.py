"""From the request to the result of a queued execution, as a client sees it: by live events."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from bench.executions.load import UnexpectedAnswer
from bench.http.client import Request


@dataclass(frozen=True, slots=True)
class Asker:
    """Who executes one workflow of a tenant: the header that says who it is, and the request."""

    port: int
    workflow: str
    header: str
    sent: Request


def asker(port: int, workflow: str, header: str) -> Asker:
    """Return who executes a workflow, with a header such as ``x-api-key: …``."""
    body = b'{"input":1}'
    head = (
        f"POST /api/v1/workflows/{workflow}/execute HTTP/1.1\r\nhost: bench\r\n{header}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return Asker(port, workflow, header, head.encode() + body)


async def started(who: Asker) -> UUID:
    """Execute, not waiting for anything; return which execution it is."""
    reader, writer = await asyncio.open_connection("127.0.0.1", who.port)
    try:
        writer.write(who.sent)
        return UUID((await _answer(reader))["id"])
    finally:
        writer.close()


async def seconds_to_result(who: Asker) -> float:
    """Execute, follow the events to the end; return how long that took.

    Raises:
        UnexpectedAnswer: It did not succeed.
    """
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", who.port)
    try:
        writer.write(who.sent)
        started = await _answer(reader)
        writer.write(_events(who, started["id"]))
        await _until_ended(reader)
    finally:
        writer.close()
    return time.perf_counter() - began


def _events(who: Asker, execution: str) -> Request:
    path = f"/api/v1/workflows/{who.workflow}/executions/{execution}/events"
    return f"GET {path} HTTP/1.1\r\nhost: bench\r\n{who.header}\r\n\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> Any:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(length)
    if not head.startswith(b"HTTP/1.1 202 "):
        raise UnexpectedAnswer(body[:500].decode(errors="replace"))
    return orjson.loads(body)


async def _until_ended(reader: asyncio.StreamReader) -> None:
    told = list[bytes]()
    while line := await reader.readline():
        told.append(line)
        status = status_in(line)
        if status == "succeeded":
            return
        if status in {"failed", "cancelled"}:
            break
    raise UnexpectedAnswer(b"".join(told)[-1_000:].decode(errors="replace"))


def status_in(line: bytes) -> str | None:
    r"""Return the status of the execution that a line of its events tells, if it does.

    >>> status_in(b'data: {"execution_id":"1","seq":2,"status":"failed","waiting_for":null}\n')
    'failed'
    >>> status_in(b'data: {"execution_id":"1","seq":2,"node_id":"a","status":"succeeded"}\n')
    """
    if not line.startswith(b"data: "):
        return None
    told = orjson.loads(line[len(b"data: ") :])
    return None if "node_id" in told else told.get("status")
