"""One line on a terminal that says what is being done; nothing in a pipe."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console

_EVERY_S = 0.1


class StatusLine:
    """Shows a text while work goes on, a new one at most ten times a second. A context manager."""

    def __init__(self, text: str) -> None:
        console = Console(stderr=True)
        self._status = console.status(text) if sys.stderr.isatty() else None
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

    def show(self, text: str) -> None:
        """Show another text, unless the last one was only just shown."""
        now = time.monotonic()
        if self._status is not None and now - self._shown > _EVERY_S:
            self._shown = now
            self._status.update(text)
