"""Time and memory of one job: the best of several rounds, and the memory the system saw."""

import gc
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Job = Callable[[], Awaitable[object]]
_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One job. ``peak_mb`` is over what was in use before; ``kept_mb`` what the rounds left."""

    best_s: float
    median_s: float
    peak_mb: float
    kept_mb: float


async def measure(job: Job, *, rounds: int, times: int = 1) -> Measured:
    """Run ``job`` ``rounds`` times ``times`` times, after one run that warms everything up.

    Args:
        job: What to measure; its result is thrown away.
        rounds: How many times are compared; the best one counts.
        times: Runs in one round, for jobs too short for the clock.

    Returns:
        Seconds of one run, and the memory of all of them.
    """
    return (await compare([job], rounds=rounds, times=times))[0]


async def compare(jobs: Sequence[Job], *, rounds: int, times: int = 1) -> list[Measured]:
    """Measure several jobs turn by turn, so that a busy moment of the machine hits all of them."""
    meters = [_Meter(job, times) for job in jobs]
    for meter in meters:
        await meter.warm_up()
    for _ in range(rounds):
        for meter in meters:
            await meter.run_once()
    return [meter.measured() for meter in meters]


class _Meter:
    def __init__(self, job: Job, times: int) -> None:
        self._job = job
        self._times = times
        self._seconds: list[float] = []
        self._peak = 0
        self._after: list[int] = []

    async def warm_up(self) -> None:
        await self._job()

    async def run_once(self) -> None:
        gc.collect()
        before = _in_use()
        _forget_peak()
        self._seconds.append(await self._round())
        self._peak = max(self._peak, _peak() - before)
        gc.collect()
        self._after.append(_in_use())

    async def _round(self) -> float:
        job = self._job
        began = time.perf_counter()
        for _ in range(self._times):
            await job()
        return (time.perf_counter() - began) / self._times

    def measured(self) -> Measured:
        seconds = sorted(self._seconds)
        return Measured(
            best_s=seconds[0],
            median_s=seconds[len(seconds) // 2],
            peak_mb=self._peak / _MIB,
            kept_mb=(self._after[-1] - self._after[0]) / _MIB,
        )


def at_once(function: Callable[[], object]) -> Job:
    """Return a job that calls a plain function."""

    async def job() -> object:
        return function()

    return job


def _in_use() -> int:
    """Return the resident bytes of this process; where they are unknown, its highest use."""
    return _status("VmRSS") if _STATUS.exists() else _highest()


def _peak() -> int:
    return _status("VmHWM") if _STATUS.exists() else _highest()


def _forget_peak() -> None:
    """Start the peak anew where the system can; elsewhere only a new peak is seen."""
    if _CLEAR.exists():
        _CLEAR.write_text("5", encoding="ascii")


def _status(name: str) -> int:
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        key, _, value = line.partition(":")
        if key == name:
            return int(value.split()[0]) * 1024
    return 0


def _highest() -> int:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024
