"""One line on a terminal that says what runs; nothing in a pipe."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console

from thaiyyal.engine import ExecutionEvent, StepEvent

_EVERY_S = 0.1


class Progress:
    """Counts steps as they end. Use as a context manager; ``listen`` is the listener."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._status = self._console.status("running") if sys.stderr.isatty() else None
        self._done = 0
        self._shown = 0.0

    def __enter__(self) -> Self:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def listen(self, event: StepEvent | ExecutionEvent) -> None:
        """Take note of an event; redraw at most ten times a second."""
        if self._status is None or not isinstance(event, StepEvent):
            return
        self._done += event.status != "running"
        now = time.monotonic()
        if now - self._shown > _EVERY_S:
            self._shown = now
            self._status.update(f"{self._done} steps done, at {event.node}")
