"""How soon a server answers when its database is there, and what it takes while it is idle."""

import asyncio
import os
import time
import urllib.request
from pathlib import Path

from bench.executions.figures import Figure, percentile
from bench.executions.processes import Running, running
from bench.executions.rig import SETTINGS, open_folder
from bench.executions.usage import cpu_by_group, resident_mib

_STARTS, _IDLE_S = 4, 10.0
_MOST_S, _MOST_MIB = 3.0, 200.0


async def starting(seconds: float) -> list[Figure]:
    """Measure starts of `thaiyyal serve` with its own database, the first of which makes it."""
    del seconds
    times = []
    with open_folder() as folder:
        for number in range(_STARTS):
            began = time.perf_counter()
            with running("serve", Path(folder), _environment(folder), "--port", "0") as server:
                _ask(server)
                times.append(time.perf_counter() - began)
                if number == _STARTS - 1:
                    memory, cpu = await _idle(server)
    first, *later = times
    start = Figure(
        "start to first answer",
        percentile(later, 50),
        "s",
        most=_MOST_S,
        facts={"best s": min(later), "first of all s": first},
    )
    idle = Figure("idle, memory of the server", memory, "MiB", most=_MOST_MIB, facts={"CPU %": cpu})
    return [start, idle]


async def _idle(server: Running) -> tuple[float, float]:
    """Return MiB and percent of a core after some time without requests."""
    before = cpu_by_group({"server": [server.pid]}, server.pid)["server"]
    await asyncio.sleep(_IDLE_S)
    after = cpu_by_group({"server": [server.pid]}, server.pid)["server"]
    return resident_mib(server.pid), 100 * (after - before) / _IDLE_S


def _ask(server: Running) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/health") as answer:
        answer.read()


def _environment(folder: str) -> dict[str, str]:
    chosen = {**SETTINGS, "DATA_DIR": f"{folder}/data"}
    return {**os.environ, **{f"THAIYYAL_{name}": value for name, value in chosen.items()}}
