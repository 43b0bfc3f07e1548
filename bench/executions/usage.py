"""What processes take: CPU time, memory, and transactions that write (Linux)."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Times:
    """CPU seconds of one process. ``ended_s``: of its children that have ended."""

    parent: int
    own_s: float
    ended_s: float


def times_from(stat: str) -> Times:
    """Return what a line of ``/proc/<pid>/stat`` says; the name in it may contain anything.

    >>> times_from("7 (a) b) S 3 0 0 0 0 0 0 0 0 0 100 50 20 30")
    Times(parent=3, own_s=1.5, ended_s=0.5)
    """
    fields = stat.rpartition(")")[2].split()
    own, ended = fields[11:13], fields[13:15]
    return Times(int(fields[1]), sum(map(int, own)) / _TICKS, sum(map(int, ended)) / _TICKS)


def tree_s(root: int, processes: Mapping[int, Times]) -> float:
    """Return the CPU seconds of a process and its children, those that ended included.

    >>> tree_s(1, {1: Times(0, 1.0, 2.0), 5: Times(1, 4.0, 0.0), 6: Times(5, 9.0, 0.0)})
    7.0
    """
    server = processes[root]
    children = sum(times.own_s for times in processes.values() if times.parent == root)
    return server.own_s + server.ended_s + children


def all_processes() -> dict[int, Times]:
    """Return all processes of the machine."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = times_from((folder / "stat").read_text(errors="replace"))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def cpu_by_group(groups: Mapping[str, Iterable[int]], postgres: int) -> dict[str, float]:
    """Return CPU seconds by group of processes, of PostgreSQL with its children, and of our own."""
    processes = all_processes()
    found = {
        name: sum(processes[pid].own_s for pid in pids if pid in processes)
        for name, pids in groups.items()
    }
    own = os.times()
    return {**found, "postgres": tree_s(postgres, processes), "bench": own.user + own.system}


def resident_mib(pid: int) -> float:
    """Return how much memory a process has resident."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii", errors="replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / MIB
    raise ValueError(f"process {pid} says nothing of its memory")
