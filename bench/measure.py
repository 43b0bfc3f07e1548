"""Time and memory of one job: the best of several rounds, and the memory the system saw."""

import asyncio
import gc
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

Job = Callable[[], Awaitable[object]]
_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One job. ``peak_mb`` is over what was in use before; ``kept_mb`` is what stayed behind."""

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
    await job()
    gc.collect()
    before = _in_use()
    _forget_peak()
    seconds = sorted([await _round(job, times) for _ in range(rounds)])
    peak = _peak() - before
    gc.collect()
    return Measured(
        best_s=seconds[0],
        median_s=seconds[len(seconds) // 2],
        peak_mb=max(0.0, peak / _MIB),
        kept_mb=(_in_use() - before) / _MIB,
    )


def at_once(function: Callable[[], object]) -> Job:
    """Return a job that calls a plain function."""

    async def job() -> object:
        return function()

    return job


async def _round(job: Job, times: int) -> float:
    gc.collect()
    await asyncio.sleep(0)
    began = time.perf_counter()
    for _ in range(times):
        await job()
    return (time.perf_counter() - began) / times


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
