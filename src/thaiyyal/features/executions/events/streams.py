"""The open streams of a process: counted, and ended together when the process ends."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.executions.events.errors import StreamsFull, TooManyStreams
from thaiyyal.features.executions.events.settings import StreamSettings
from thaiyyal.store.notices import Notices, Subscription


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """The place of one stream among those of its process."""

    streams: "Streams"
    subscription: Subscription

    @property
    def is_ending(self) -> bool:
        """Whether the process is about to end."""
        return self.streams.is_ending


class Streams:
    """Who follows how many streams. For one event loop."""

    def __init__(self, notices: Notices, settings: StreamSettings | None = None) -> None:
        self.settings = settings or StreamSettings()
        self.is_ending = False
        self.turns = asyncio.Semaphore(self.settings.readers)
        self._notices = notices
        self._open: set[Place] = set()
        self._of_user: Counter[UUID | None] = Counter()

    def __len__(self) -> int:
        return len(self._open)

    @contextmanager
    def place(self, user_id: UUID | None, ids: Iterable[UUID]) -> Iterator[Place]:
        """Yield a place for a stream that is about these ids.

        Raises:
            TooManyStreams: The user has as many as one may.
            StreamsFull: The process has as many as it can hold.
        """
        if self._of_user[user_id] >= self.settings.of_user:
            raise TooManyStreams(self.settings.of_user)
        if len(self._open) >= self.settings.of_process:
            raise StreamsFull
        with self._notices.subscribe(ids) as subscription:
            place = Place(self, subscription)
            self._open.add(place)
            self._of_user[user_id] += 1
            try:
                yield place
            finally:
                self._open.discard(place)
                self._leave(user_id)

    def end_all(self) -> None:
        """Let every stream say that the process ends, and end."""
        self.is_ending = True
        for place in self._open:
            place.subscription.wake()

    def _leave(self, user_id: UUID | None) -> None:
        self._of_user[user_id] -= 1
        if not self._of_user[user_id]:
            del self._of_user[user_id]
