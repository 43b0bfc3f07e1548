"""Many writers, one commit: what comes while a transaction is on its way goes into the next one.

Nobody waits for company: a lone write is committed at once. A group that the database refuses is
tried again one by one, so that each writer meets its own error only; one that met an outage is
tried again whole, so what is given must bear to be written twice.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from thaiyyal.kernel.errors import Kind, ThaiyyalError

I = TypeVar("I")  # noqa: E741 - what is written
O = TypeVar("O")  # noqa: E741 - what is answered
Commit = Callable[[Sequence[I]], Awaitable[Sequence[O]]]
Told = Callable[[int, float], None]
Refused = Callable[[I], Exception | None]
Parted = Callable[[Sequence[I], Exception], Sequence[Sequence[int]]]
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.1, 1.0


class CommitGroup(Generic[I, O]):
    """Collects writes for one event loop and commits them in groups, in the order they came.

    ``commit`` writes a sequence in one transaction and answers each. ``most``: writes of a group.
    ``patience_s``: how long an outage is borne. ``told``: size and seconds of each group.
    ``refused``: why a write need not be tried at all. ``parted``: in which parts a refused group is
    tried again, as numbers of its writes; without it each alone.
    """

    def __init__(
        self,
        commit: Commit[I, O],
        *,
        most: int,
        patience_s: float,
        told: Told | None = None,
        refused: Refused[I] | None = None,
        parted: Parted[I] | None = None,
    ) -> None:
        self._commit = commit
        self._most = most
        self._patience_s = patience_s
        self._told = told
        self._refused = refused or _none
        self._parted = parted or _each
        self._waiting: deque[tuple[I, asyncio.Future[O]]] = deque()
        self._writing: asyncio.Task[None] | None = None

    def write(self, item: I) -> asyncio.Future[O]:
        """Put a write into the next group; the future ends when that is durable, or refused."""
        future: asyncio.Future[O] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write_all())
        return future

    async def flush(self) -> None:
        """Wait until everything that was given is durable or refused."""
        while self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                size = min(len(self._waiting), self._most)
                group = [self._waiting.popleft() for _ in range(size)]
                began = time.perf_counter()
                await self._write_group(group)
                if self._told is not None:
                    self._told(size, time.perf_counter() - began)
        finally:
            self._writing = None

    async def _write_group(self, group: list[tuple[I, asyncio.Future[O]]]) -> None:
        group = [one for one in group if not self._is_refused(*one)]
        if not group:
            return
        give_up_at = time.monotonic() + self._patience_s
        tries = 0
        while True:
            try:
                answers = await self._commit([item for item, _ in group])
            except ThaiyyalError as error:
                if error.kind is Kind.UNAVAILABLE and time.monotonic() < give_up_at:
                    await asyncio.sleep(pause_after(tries))
                    tries += 1
                    continue
                await self._apart(group, error)
            except Exception as error:  # noqa: BLE001 - each writer is told its own
                await self._apart(group, error)
            else:
                for (_, future), answer in zip(group, answers, strict=True):
                    if not future.done():
                        future.set_result(answer)
            return

    def _is_refused(self, item: I, future: asyncio.Future[O]) -> bool:
        error = self._refused(item)
        if error is not None and not future.done():
            future.set_exception(error)
        return error is not None

    async def _apart(self, group: list[tuple[I, asyncio.Future[O]]], error: Exception) -> None:
        """Write its parts, unless it was one write already."""
        if len(group) > 1:
            for part in self._parted([item for item, _ in group], error):
                await self._write_group([group[at] for at in part])
        elif not group[0][1].done():
            group[0][1].set_exception(error)


def _none(item: object) -> None:
    """Refuse nothing."""


def _each(items: Sequence[object], error: Exception) -> list[list[int]]:
    """Try each by itself."""
    return [[at] for at in range(len(items))]


def pause_after(tries: int) -> float:
    """Return the seconds until a group is tried again that has met an outage so often before.

    >>> [pause_after(n) for n in (0, 1, 2, 3, 4, 99)]
    [0.1, 0.2, 0.4, 0.8, 1.0, 1.0]
    """
    return min(_FIRST_PAUSE_S * 2.0 ** min(tries, 16), _LONGEST_PAUSE_S)
