"""Waiting side by side: many delays take as long as one."""

import asyncio
from typing import Any

from bench.jobs import engine_for, node
from bench.measure import compare
from bench.row import Bar, Row

_COUNT = 50
_WAIT_S = 0.1


def delays_document(count: int) -> dict[str, Any]:
    """Return a number that ``count`` delays of 100 ms wait on, brought together by a join."""
    waits = [node(f"wait{at}", "delay", duration="100ms") for at in range(count)]
    edges = [{"source": "start", "target": wait["id"]} for wait in waits]
    edges += [{"source": wait["id"], "target": "all"} for wait in waits]
    nodes = [node("start", "number", value=1), *waits, node("all", "join", join_strategy="all")]
    return {"nodes": nodes, "edges": edges}


async def parallel_delays() -> list[Row]:
    """Measure 50 delays of 100 ms beside 50 sleeping tasks."""
    engine = engine_for(delays_document(_COUNT))
    tenth = engine_for(delays_document(_COUNT // 10))
    found, by_hand, small = await compare([engine.job, _sleep_together, tenth.job], rounds=5)
    growth = found.best_s / small.best_s
    bar = Bar("seconds", found.best_s, 0.2)
    return [Row(f"{_COUNT} parallel delays of 100 ms", "ms", 1, found, by_hand, growth, [bar])]


async def _sleep_together() -> None:
    async with asyncio.TaskGroup() as group:
        for _ in range(_COUNT):
            group.create_task(asyncio.sleep(_WAIT_S))
