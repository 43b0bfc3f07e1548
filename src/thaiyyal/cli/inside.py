"""The worker inside a process that serves."""

import asyncio

from thaiyyal.bootstrap.platform import Platform
from thaiyyal.features.executions import Runner
from thaiyyal.worker import Queue, run_inside


class Inside:
    """Runs executions beside the HTTP server. Without ``conninfo`` it takes none from the queue."""

    def __init__(self, platform: Platform, conninfo: str | None) -> None:
        self._runner = platform.services.get(Runner)
        self._settings = platform.settings.worker
        self._stop_taking = asyncio.Event()
        self._queue: Queue | None = None
        if conninfo is not None and self._settings.concurrency:
            self._queue = Queue(conninfo, self._runner.run_batch, self._settings)

    async def open(self) -> None:
        """Make this process known to the others, before it runs anything."""
        await self._runner.open()

    async def run(self, is_over: asyncio.Event) -> None:
        """Run until ``is_over``; see ``run_inside``."""
        await run_inside(
            self._runner,
            self._queue,
            self._settings,
            stop_taking=self._stop_taking,
            is_over=is_over,
        )

    def take_no_more(self) -> None:
        """Leave what is queued to others: the process is about to end."""
        self._stop_taking.set()
