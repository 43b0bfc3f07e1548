"""Being told to end while a program starts, before it has a gentler way."""

import asyncio
import signal
from collections.abc import Coroutine
from types import FrameType
from typing import Any

import uvloop


class Ending:
    """Ends the program on SIGTERM with 0, through every ``finally`` on the way out.

    What a signal's handler raises is lost when it comes within a callback of a library in C, so
    the word is kept as well: ``check`` between the steps of a start, and tasks are cancelled.
    """

    def __init__(self) -> None:
        self._is_told = False
        signal.signal(signal.SIGTERM, self._end)

    def check(self) -> None:
        """End now if the word has come."""
        if self._is_told:
            raise SystemExit(0)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run the rest of the program on an event loop; the word cancels it."""
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            try:
                runner.run(self._cancelled(work))
            except asyncio.CancelledError as error:
                raise SystemExit(0) from error

    def hand_over(self) -> None:
        """Leave the signal to who installs a handler of its own now."""
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, self._end)
        self.check()

    async def _cancelled(self, work: Coroutine[Any, Any, None]) -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(work)
        loop.add_signal_handler(signal.SIGTERM, task.cancel)
        if self._is_told:
            task.cancel()
        try:
            await task
        finally:
            loop.remove_signal_handler(signal.SIGTERM)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_told = True
        raise SystemExit(0)
