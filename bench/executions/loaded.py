"""Requests for some seconds, with what each of them takes of the machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.executions.figures import Figure
from bench.executions.load import drive
from bench.executions.rig import Rig
from bench.http.client import Load, Request

_WARM_S = 1.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """What clients saw, and what it took. ``cpu_s``: by group of processes."""

    load: Load
    cpu_s: Mapping[str, float]
    writes: int

    def facts(self) -> dict[str, float]:
        """Return latencies, CPU time and writing transactions of one request."""
        count = len(self.load.times_s)
        latencies = {f"p{each} ms": self.load.percentile_ms(each) for each in (50, 95, 99)}
        return {**latencies, **cpu_each(self.cpu_s, count), "commits": self.writes / count}


def cpu_each(cpu_s: Mapping[str, float], count: int) -> dict[str, float]:
    """Return milliseconds of CPU for one of ``count``, by group of processes.

    >>> cpu_each({"server": 2.0, "bench": 1.0}, 1_000)
    {'server ms': 2.0, 'bench ms': 1.0}
    """
    return {f"{name} ms": 1e3 * seconds / count for name, seconds in cpu_s.items()}


def difference(after: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    """Return how much each has grown.

    >>> difference({"server": 2.5}, {"server": 1.0})
    {'server': 1.5}
    """
    return {name: value - before[name] for name, value in after.items()}


async def loaded(
    rig: Rig, sent: Request, *, clients: int, seconds: float, ports: Sequence[int] = ()
) -> Loaded:
    """Send a request again and again, after a second of warming up."""
    where = ports or [rig.port]
    await drive(where, lambda _: sent, clients=clients, status=200, seconds=_WARM_S)
    writes, cpu = rig.writes(), rig.cpu()
    found = await drive(where, lambda _: sent, clients=clients, status=200, seconds=seconds)
    return Loaded(found, difference(rig.cpu(), cpu), rig.writes() - writes)


async def requests_a_second(
    rig: Rig,
    name: str,
    sent: Request,
    *,
    clients: int,
    seconds: float,
    ports: Sequence[int] = (),
    least: float | None = None,
) -> Figure:
    """Return how many requests are answered in a second, and the rest beside it."""
    found = await loaded(rig, sent, clients=clients, seconds=seconds, ports=ports)
    return Figure(name, found.load.per_second, "/s", least=least, facts=found.facts())
