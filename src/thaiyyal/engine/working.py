"""The work in hand of one segment: a task for each piece, and the events that they end with."""

import asyncio
from collections import deque
from collections.abc import Coroutine
from typing import Any

from thaiyyal.engine.commands import Event, Key
from thaiyyal.engine.run import Stop


class Work:
    """Tasks by key. ``stop``: of the run, told when one ended with an exception, which is a bug."""

    __slots__ = ("_busy", "_leaving", "_stop", "_stops", "events", "tasks", "wake")

    def __init__(self, stop: Stop) -> None:
        self.events: deque[Event] = deque()
        self.wake = asyncio.Event()
        self.tasks: dict[Key, asyncio.Task[None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()  # cancelled, not ended yet
        self._stops: dict[Key, Stop] = {}
        self._busy: set[Key] = set()
        self._stop = stop

    @property
    def is_busy(self) -> bool:
        """Whether anything is in hand whose time counts against the execution's limit."""
        return bool(self._busy)

    def start(self, key: Key, work: Coroutine[Any, Any, None], *, is_busy: bool) -> None:
        """Begin a piece of work."""
        if is_busy:
            self._busy.add(key)
        self.tasks[key] = asyncio.get_running_loop().create_task(work)
        self.tasks[key].add_done_callback(self._surface)

    def stop_of(self, key: Key) -> Stop:
        """Return what tells a piece of work on a thread to stop."""
        return self._stops.setdefault(key, Stop())

    def post(self, event: Event) -> None:
        """Add an event to those that wait to be taken."""
        self.events.append(event)
        self.wake.set()

    def end(self, key: Key) -> None:
        """Take note that a piece of work is over."""
        self.tasks.pop(key, None)
        self._busy.discard(key)

    def cancel(self, key: Key) -> None:
        """Stop a piece of work; what it would still tell is not taken any more."""
        task = self.tasks.pop(key, None)
        self._busy.discard(key)
        if key in self._stops:
            self._stops[key].code = "cancelled"
        if task is not None:
            task.cancel()
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
            self.events = deque(event for event in self.events if event.key != key)

    async def left(self) -> None:
        """Wait until everything that was cancelled has ended."""
        if self._leaving:
            await asyncio.gather(*self._leaving, return_exceptions=True)

    def _surface(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and task.exception() is not None:
            self._stop.code = self._stop.code or "internal"
            self.wake.set()
