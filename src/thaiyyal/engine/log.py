"""The log of one execution: what its nodes write, and which attempts failed."""

import asyncio
from collections.abc import Callable
from threading import get_ident

from thaiyyal.engine.frame import Frame
from thaiyyal.engine.ports import LogLine
from thaiyyal.engine.run import path_text
from thaiyyal.sdk import StepFailure

MOST_CHARACTERS = 10_000
_LEVELS = ("debug", "info", "warning", "error")


class Log:
    """Lines go to ``write_line`` on the loop's thread; None: nobody reads them."""

    __slots__ = ("_clock_ms", "_loop", "_thread", "_write_line", "is_replay")

    def __init__(
        self, write_line: Callable[[LogLine], None] | None, clock_ms: Callable[[], int]
    ) -> None:
        self._write_line = write_line
        self._clock_ms = clock_ms
        self._thread = get_ident()
        self._loop = asyncio.get_running_loop()
        self.is_replay = False

    def write(self, level: str, frame: Frame, slot: int, message: str) -> None:
        """Write a line of a node; an unknown level is ``info``, a long message is cut."""
        write = self._write_line
        if write is None or self.is_replay:
            return
        level = level if level in _LEVELS else "info"
        node, path = frame.body.nodes[slot].id, path_text(frame.path)
        line = LogLine(self._clock_ms(), level, node, message[:MOST_CHARACTERS], path)
        if get_ident() == self._thread:
            write(line)
        else:
            self._loop.call_soon_threadsafe(write, line)

    def failed(
        self, frame: Frame, slot: int, failure: StepFailure, wait_s: float | None = None
    ) -> None:
        """Write that an attempt failed, and how long it is until the next one, if there is one."""
        node = frame.body.nodes[slot]
        if self._write_line is None or (failure.node != node.id and wait_s is None):
            return  # the node inside, whose failure it is, has told already
        attempt, retry = frame.attempts.get(slot, 1), node.node.settings.retry
        which = f"attempt {attempt} of {retry.max_attempts} failed" if retry else "failed"
        told = f"{which}: {failure.code}: {failure.message}"
        if wait_s is None:
            self.write("error", frame, slot, told)
        else:
            self.write("warning", frame, slot, f"{told}; the next attempt is in {wait_s:g} s")
