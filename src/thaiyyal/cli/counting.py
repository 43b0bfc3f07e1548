"""One line on a terminal that counts what is done; nothing in a pipe."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console

_EVERY_S = 0.1


class Counting:
    """Tells how much of what is done. Use as a context manager; ``tell`` takes note."""

    def __init__(self, what: str) -> None:
        console = Console(stderr=True)
        self._what = what
        self._status = console.status(what) if sys.stderr.isatty() else None
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

    def tell(self, done: int, of: int) -> None:
        """Take note; redraw at most ten times a second."""
        now = time.monotonic()
        if self._status is not None and now - self._shown > _EVERY_S:
            self._shown = now
            self._status.update(f"{self._what}: {done} of {of}")
