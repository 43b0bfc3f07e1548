"""What the figures depend on besides the program: processors, memory, versions, the disk."""

import os
import platform
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.executions.figures import percentile

_APPENDS = 200
_BYTES = 8_192


def machine_facts(folder: Path | None = None) -> dict[str, Any]:
    """Return them; the disk is the one of ``folder``, by default that of temporary files."""
    times = fsync_times_s(folder or Path(tempfile.gettempdir()))
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "load_average": round(os.getloadavg()[0], 2),
        "fsync_p50_ms": round(percentile(times, 50) * 1e3, 3),
        "fsync_p95_ms": round(percentile(times, 95) * 1e3, 3),
    }


def fsync_times_s(folder: Path, *, appends: int = _APPENDS) -> list[float]:
    """Return how long it takes to append 8 KiB to a file and have them on the disk, each time."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(appends):
            began = time.perf_counter()
            file.write(b"x" * _BYTES)
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return times


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
