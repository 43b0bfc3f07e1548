"""Threads of their own for libraries that wait: a place that hangs delays nothing else."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_MOST = 4


class Threads:
    """Runs calls on a few threads, each for a limited time. ``close`` waits for none."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(_MOST, thread_name_prefix=name)

    async def run(self, call: Callable[[], T], *, timeout_s: float) -> T:
        """Return what the call returns; raises ``TimeoutError``, and what the call raises."""
        waiting = asyncio.get_running_loop().run_in_executor(self._pool, call)
        async with asyncio.timeout(timeout_s):
            return await waiting

    def close(self) -> None:
        """Begin nothing more; what hangs ends by the library's own timeout."""
        self._pool.shutdown(wait=False, cancel_futures=True)
