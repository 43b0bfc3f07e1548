"""Somebody who follows a stream of the server's application, in this process."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

LONGEST_S = 30


@dataclass(frozen=True, slots=True)
class Event:
    """One event that came. ``id`` is None when it has none."""

    name: str
    data: dict[str, Any]
    id: str | None = None


def events_in(text: str) -> list[Event]:
    """Return the events of a stream's text; comments and times are none.

    >>> events_in('retry: 1000\\n\\nid: 3\\nevent: step\\ndata: {"seq": 3}\\n\\n:\\n\\n')
    [Event(name='step', data={'seq': 3}, id='3')]
    """
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append(Event(fields["event"], json.loads(fields["data"]), fields.get("id")))
    return found


@dataclass(slots=True, eq=False)
class Client:
    """One stream, from its opening in ``async with`` until it ends or the client leaves.

    With ``room`` parts taken, it takes no more until ``read_on``.
    """

    app: ASGIApp
    path: str
    headers: Mapping[str, str]
    room: int | None = None
    status: int = 0
    text: str = ""
    answered: Headers = field(default_factory=Headers)
    _came: asyncio.Condition = field(default_factory=asyncio.Condition)
    _left: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None
    _taken: int = 0
    _parts: int = 0

    async def __aenter__(self) -> "Client":
        self._task = asyncio.get_running_loop().create_task(self._follow())
        await self._until(lambda: bool(self.status) or self.has_ended)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leave()
        assert self._task is not None
        with suppress(asyncio.CancelledError):
            async with asyncio.timeout(LONGEST_S):
                await self._task

    @property
    def events(self) -> list[Event]:
        """What came so far."""
        return events_in(self.text[: self.text.rfind("\n\n") + 2])

    @property
    def has_ended(self) -> bool:
        """Whether the server has ended it."""
        return self._task is not None and self._task.done()

    async def until(self, number: int) -> list[Event]:
        """Wait until so many events have come; return all there are."""
        await self._until(lambda: len(self.events) >= number or self.has_ended)
        return self.events

    async def until_text(self, text: str) -> None:
        """Wait until some text has come."""
        await self._until(lambda: text in self.text or self.has_ended)

    async def to_the_end(self) -> list[Event]:
        """Wait until the server ends the stream; return all events."""
        assert self._task is not None
        async with asyncio.timeout(LONGEST_S):
            await asyncio.shield(self._task)
        return self.events

    def leave(self) -> None:
        """Close the connection."""
        self._left.set()

    async def read_on(self) -> None:
        """Take everything from now on."""
        async with self._came:
            self.room = None
            self._came.notify_all()

    async def _until(self, condition: Any) -> None:
        async with asyncio.timeout(LONGEST_S), self._came:
            await self._came.wait_for(condition)

    async def _follow(self) -> None:
        try:
            await self.app(_scope(self.path, self.headers), self._receive, self._send)
        finally:
            async with self._came:
                self._came.notify_all()

    async def _receive(self) -> Message:
        self._taken += 1
        if self._taken > 1:
            await self._left.wait()
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: Message) -> None:
        async with self._came:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.answered = Headers(raw=message["headers"])
            else:
                await self._came.wait_for(lambda: self.room is None or self._parts < self.room)
                self._parts += 1
                self.text += message.get("body", b"").decode()
            self._came.notify_all()


def _scope(path: str, headers: Mapping[str, str]) -> dict[str, Any]:
    bare, _, query = path.partition("?")
    sent = {"host": "testserver", **{name.lower(): text for name, text in headers.items()}}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": f"/api/v1{bare}",
        "raw_path": f"/api/v1{bare}".encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), text.encode("latin-1")) for name, text in sent.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("testserver", 80),
        "state": {},
    }
