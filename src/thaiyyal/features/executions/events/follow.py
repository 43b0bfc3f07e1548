"""Follows executions on behalf of one caller: asks whether they still may, reads, tells, waits.

No connection to the database is held while a client takes what it was sent.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from thaiyyal.features.executions.errors import ShuttingDown
from thaiyyal.features.executions.events import queries
from thaiyyal.features.executions.events.frames import BEAT, end_frame, frame, retry_frame
from thaiyyal.features.executions.events.news import Followed
from thaiyyal.features.executions.events.places import place_text
from thaiyyal.features.executions.events.settings import StreamSettings
from thaiyyal.features.executions.events.streams import Place
from thaiyyal.features.executions.inspection import resource_in
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import NotFound, authorize
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database

_READ = Permission.EXECUTIONS_READ


@dataclass(slots=True)
class Follow:
    """One stream. ``again`` returns who stands behind the caller's credential by now.

    ``turns``: at reading, so that streams leave connections to everybody else.
    """

    database: Database
    turns: asyncio.Semaphore
    settings: StreamSettings
    actor: Actor
    again: Callable[[], Awaitable[Actor]]
    followed: dict[UUID, Followed]
    is_single: bool
    workflows: dict[UUID, UUID] = field(default_factory=dict)
    _checked_at: float = 0.0
    _read_at: float = 0.0
    _looked_at: float = 0.0
    _sent_at: float = 0.0

    @property
    def ids(self) -> frozenset[UUID]:
        """What notices may be about."""
        return frozenset(self.followed) | frozenset(self.workflows.values())

    async def begin(self) -> None:
        """See whether the caller may follow all of it, and whether it is so far at all.

        Raises:
            NotFound, Forbidden: As with one execution; one of several is as all of them.
            BadEventId: Less was recorded than the caller says to know.
        """
        rows = await self._news(self.followed.values(), page=0)
        self.workflows = {row["execution_id"]: row["workflow_id"] for row in rows}
        for row in rows:
            self.followed[row["execution_id"]].check(row)
        self._checked_at = asyncio.get_running_loop().time()

    @property
    def is_over(self) -> bool:
        """Whether everything has been told, to its end."""
        return all(one.has_ended for one in self.followed.values())

    async def parts(self, place: Place) -> AsyncIterator[bytes]:
        """Yield the parts of the stream until everything has ended, or it may not go on."""
        yield retry_frame(self.settings.retry_s)
        try:
            async for part in self._told(place):
                self._sent_at = asyncio.get_running_loop().time()
                yield part
        except ThaiyyalError as error:
            yield end_frame(error.code, error.message)

    async def _told(self, place: Place) -> AsyncIterator[bytes]:
        behind = self._live()
        while behind:
            _go_on(place)
            rows = await self._read(behind)
            async for part in self._chunks(rows or ()):
                yield part
                if not await self._is_fresh():
                    break
            if rows is None:
                await place.subscription.changed(self.settings.retry_s)
            behind = [one for one in behind if one.is_behind and not one.has_ended]
            while not behind and not self.is_over:
                behind = await self._wait(place)
                if self._is_due(self._sent_at, self.settings.beat_s):
                    yield BEAT

    async def _read(self, behind: Sequence[Followed]) -> list[Row] | None:
        """Return what is new, if the caller may see it; None when nobody can say right now."""
        for one in behind:
            one.is_behind = True
        try:
            async with self.turns:
                await self._check()
                rows = await self._news(behind, page=max(10, self.settings.page // len(behind)))
        except ThaiyyalError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            return None
        self._read_at = asyncio.get_running_loop().time()
        if len(behind) == len(self._live()):
            self._looked_at = self._read_at
        return rows

    async def _chunks(self, rows: Sequence[Row]) -> AsyncIterator[bytes]:
        """Yield events of rows in parts of some size."""
        buffer = bytearray()
        for id_, some in groupby(rows, key=_execution_of):
            for event in self.followed[id_].events(list(some)):
                buffer += frame(event.name, event.data, id_=self._place())
                if len(buffer) >= self.settings.chunk_bytes:
                    yield bytes(buffer)
                    buffer.clear()
        if buffer:
            yield bytes(buffer)

    async def _wait(self, place: Place) -> list[Followed]:
        """Wait for a notice or the next thing to do; return what is to be looked at."""
        _go_on(place)
        if not await self._is_known():
            return self._live()
        now, chosen = asyncio.get_running_loop().time(), self.settings
        next_at = min(
            self._checked_at + chosen.check_s,
            self._looked_at + chosen.look_s,
            self._sent_at + chosen.beat_s,
        )
        changed = await place.subscription.changed(max(0.0, next_at - now))
        if self._is_due(self._looked_at, chosen.look_s):
            return self._live()
        return [one for one in self._live() if changed & {one.id, self.workflows[one.id]}]

    async def _is_fresh(self) -> bool:
        """Whether what was read last may still be sent: a slow client takes long to read it."""
        await self._is_known()
        return not self._is_due(self._read_at, self.settings.check_s)

    async def _is_known(self) -> bool:
        """Whether it is known who the caller is by now; it is not while the database is away."""
        try:
            await self._check()
        except ThaiyyalError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            return False
        return True

    async def _check(self) -> None:
        """Find out who the caller is by now, unless that was just done."""
        if self._is_due(self._checked_at, self.settings.check_s):
            actor = await self.again()
            self._checked_at = asyncio.get_running_loop().time()
            self.actor = actor

    async def _news(self, some: Iterable[Followed], *, page: int) -> list[Row]:
        """Return rows of executions that the caller may see, every one of them."""
        after = {one.id: one.seq for one in some}
        most_bytes = self.settings.page_bytes // max(1, len(after))
        async with self.database.begin(self.actor.scope) as tx:
            rows = await queries.load_news(tx, self.actor, after, limit=page, most_bytes=most_bytes)
        if {row["execution_id"] for row in rows} != set(after):
            raise NotFound("there is no such execution")
        for row in rows:
            authorize(self.actor, _READ, resource_in(row, self.actor, _READ))
        return rows

    def _place(self) -> str:
        seqs = {one.id: one.seq for one in self.followed.values()}
        return place_text(list(self.followed), seqs, is_single=self.is_single)

    def _live(self) -> list[Followed]:
        return [one for one in self.followed.values() if not one.has_ended]

    def _is_due(self, since: float, interval_s: float) -> bool:
        return asyncio.get_running_loop().time() >= since + interval_s


def _execution_of(row: Row) -> UUID:
    id_: UUID = row["execution_id"]
    return id_


def _go_on(place: Place) -> None:
    if place.is_ending:
        raise ShuttingDown
