"""Time that passes only while everybody waits: an event loop and a clock for tests.

Waits of hours end at once and in the right order; nothing sleeps. Work on threads takes no
virtual time, but the loop lets no wait end before it.
"""

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
START_MS = 1_700_000_000_000


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose time jumps to the next timer when nothing else is to be done."""

    def __init__(self) -> None:
        self._now_s = 0.0
        self._on_threads = 0
        super().__init__(_JumpingSelector(self._jump))

    def time(self) -> float:
        """Return the virtual time, seconds since the loop was made."""
        return self._now_s

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Run ``func`` on a thread; meanwhile time stands still."""
        future = super().run_in_executor(executor, func, *args)
        self._on_threads += 1
        future.add_done_callback(self._came_back)
        return future

    def _came_back(self, future: Future[Any] | asyncio.Future[Any]) -> None:
        self._on_threads -= 1

    def _jump(self, seconds: float) -> bool:
        """Let ``seconds`` pass, unless a thread is at work."""
        if self._on_threads:
            return False
        self._now_s += seconds
        return True


class _JumpingSelector(selectors.DefaultSelector):
    def __init__(self, jump: Callable[[float], bool]) -> None:
        super().__init__()
        self._jump_by = jump

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout is None or timeout <= 0:
            return ready or super().select(timeout)
        return [] if self._jump_by(timeout) else super().select(None)


@dataclass(frozen=True, slots=True)
class VirtualClock:
    """The clock of an event loop; ``start_ms``: the date when the loop's time is 0."""

    start_ms: int = START_MS

    def now_ms(self) -> int:
        """Return the time of the running loop."""
        return self.start_ms + round(asyncio.get_running_loop().time() * 1000)

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Wait in virtual time."""
        return asyncio.sleep(seconds)


def run_in_virtual_time(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on a loop of its own."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(work)
