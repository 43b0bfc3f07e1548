"""The notices of one process: subscribers here, one line to everybody, which mends by itself."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from uuid import UUID

import structlog

from thaiyyal.store.notices.line import Line, LineLost
from thaiyyal.store.notices.message import Changed, changed_in, texts_of
from thaiyyal.store.notices.subscribers import Subscribers, Subscription
from thaiyyal.store.transaction import Transaction

_log = structlog.get_logger("thaiyyal.store")
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.1, 2.0
Addressee = Callable[[Set[UUID]], None]


class Notices:
    """Tells subscribers what has changed, wherever it was changed. For one event loop.

    The line is opened for the first subscriber, and kept. Whenever it was not there, everybody is
    told to look again once it is.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._subscribers = Subscribers()
        self._listening: asyncio.Task[None] | None = None
        self._is_ready = asyncio.Event()
        self._pause_s = _FIRST_PAUSE_S
        self._trouble: str | None = None
        self._addressees: list[Addressee] = []

    @property
    def is_heard(self) -> bool:
        """Whether nothing is missed at the moment."""
        return self._is_ready.is_set()

    @contextmanager
    def subscribe(self, ids: Iterable[UUID]) -> Iterator[Subscription]:
        """Yield what tells of changes of executions and workflows, until the block ends.

        Subscribe first and look then: nothing falls between.
        """
        self._open()
        with self._subscribers.subscribe(ids) as subscription:
            yield subscription

    def address(self, addressee: Addressee) -> None:
        """Have somebody told of all executions that are sent something, as long as this lives."""
        self._addressees.append(addressee)
        self._open()

    def _open(self) -> None:
        if self._listening is None:
            self._listening = asyncio.get_running_loop().create_task(self._listen())

    async def publish(self, tx: Transaction, changed: Changed) -> None:
        """Tell every process what a transaction changes, if and when it commits."""
        for text in texts_of(changed):
            await self._line.publish(tx, text)

    async def heard(self) -> None:
        """Wait until nothing is missed."""
        await self._is_ready.wait()

    async def close(self) -> None:
        """Listen no more."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
        await self._line.close()

    async def _listen(self) -> None:
        while True:
            try:
                await self._line.listen(self._tell, self._ready)
            except LineLost as error:
                self._lost(str(error))
            finally:
                self._is_ready.clear()
            await asyncio.sleep(self._pause_s * random.uniform(0.5, 1))  # noqa: S311 - spreads retries
            self._pause_s = min(2 * self._pause_s, _LONGEST_PAUSE_S)

    def _tell(self, text: str) -> None:
        changed = changed_in(text)
        self._subscribers.tell(changed.ids)
        if changed.addressed:
            for addressee in self._addressees:
                addressee(changed.addressed)

    def _ready(self) -> None:
        if self._trouble is not None:
            _log.info("notices_heard_again")
        self._trouble, self._pause_s = None, _FIRST_PAUSE_S
        self._is_ready.set()
        self._subscribers.tell_all()

    def _lost(self, trouble: str) -> None:
        if self._trouble is None:
            _log.warning("notices_lost", reason=trouble)
        self._trouble = trouble
