"""What a process counts about itself: the time its loop loses, memory, files, connections."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial

from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector

LOOK_S = 0.25
_LAG_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_POOL = {"size": "pool_size", "free": "pool_available"}


class LoopMetrics:
    """How late the event loop is: what takes long without waiting makes everything else late."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._lag = Histogram(
            "thaiyyal_event_loop_lag_seconds",
            "How late the event loop came back to what was due.",
            buckets=_LAG_S,
            registry=registry,
        )

    async def look(self) -> None:
        """Wait for a moment, and see how much longer that took."""
        loop = asyncio.get_running_loop()
        due = loop.time() + LOOK_S
        await asyncio.sleep(LOOK_S)
        self._lag.observe(max(0.0, loop.time() - due))


def add_process_metrics(registry: CollectorRegistry) -> None:
    """Add what the system says about the process: memory, CPU time, open files, its start."""
    ProcessCollector(registry=registry)


def add_pool_metrics(registry: CollectorRegistry, stats: Callable[[], Mapping[str, int]]) -> None:
    """Add the connections to the database, asked for whenever somebody reads the metrics."""
    connections = Gauge(
        "thaiyyal_database_connections",
        "Connections of this process to the database: all, and those that nobody uses.",
        ("state",),
        registry=registry,
    )
    for state, name in _POOL.items():
        connections.labels(state).set_function(partial(_one, stats, name))
    Gauge(
        "thaiyyal_database_connection_waits",
        "Who waits for a free connection right now.",
        registry=registry,
    ).set_function(partial(_one, stats, "requests_waiting"))


def _one(stats: Callable[[], Mapping[str, int]], name: str) -> float:
    return stats().get(name, 0)
