"""What 10,000 waiting executions take of memory, and how soon 1,000 of them go on."""

import time

from bench.executions.documents import waiting
from bench.executions.figures import Figure
from bench.executions.load import drive
from bench.executions.loaded import cpu_each, difference
from bench.executions.rig import Rig, started_rig
from bench.executions.usage import resident_mib
from bench.http.client import request

_COUNT, _RESUMED, _WARM = 10_000, 1_000, 200
_CLIENTS = 20
_WAITING = "SELECT count(*) FROM executions WHERE status = 'waiting' AND workflow_id = %s"
_SUCCEEDED = "SELECT count(*) FROM executions WHERE status = 'succeeded' AND workflow_id = %s"
_IDS = "SELECT id FROM executions WHERE workflow_id = %s ORDER BY created_at LIMIT %s"


async def suspended(seconds: float) -> list[Figure]:
    """Measure one server that runs what is queued too."""
    del seconds
    with started_rig() as rig:
        await _round(rig, _WARM, _WARM)
        before = resident_mib(rig.server.pid)
        began = time.perf_counter()
        workflow = await _suspend(rig, _COUNT)
        took_s, held = time.perf_counter() - began, resident_mib(rig.server.pid)
        resumed = await _resume(rig, workflow, _RESUMED)
        facts = {
            "before MiB": before,
            "with them MiB": held,
            "after MiB": resident_mib(rig.server.pid),
            "suspended s": took_s,
        }
    grown = Figure(
        "10,000 waiting executions, memory of the server", held - before, "MiB", facts=facts
    )
    return [grown, resumed]


async def _round(rig: Rig, count: int, resumed: int) -> None:
    await _resume(rig, await _suspend(rig, count), resumed)


async def _suspend(rig: Rig, count: int) -> str:
    """Queue executions and wait until all of them wait."""
    workflow = rig.publish(waiting("go"))
    sent = rig.execution(workflow, 1, wait=False)
    await drive([rig.port], lambda _: sent, clients=_CLIENTS, status=202, count=count)
    await rig.until(_WAITING, workflow, count)
    return workflow


async def _resume(rig: Rig, workflow: str, count: int) -> Figure:
    """Send signals; return how long it took from the first of them to the last end."""
    ids = [row[0] for row in rig.rows(_IDS, workflow, count)]
    base = f"/api/v1/workflows/{workflow}/executions"
    signals = [
        request("POST", f"{base}/{id_}/signals", rig.token, {"name": "go", "payload": 1})
        for id_ in ids
    ]
    cpu, writes, began = rig.cpu(), rig.writes(), time.perf_counter()
    sent = await drive([rig.port], signals.__getitem__, clients=_CLIENTS, status=202, count=count)
    await rig.until(_SUCCEEDED, workflow, count)
    took_s = time.perf_counter() - began
    facts = {
        "signals sent s": sent.seconds,
        **cpu_each(difference(rig.cpu(), cpu), count),
        "commits": (rig.writes() - writes) / count,
    }
    return Figure(f"{count:,} of them resumed by signals", took_s, "s", facts=facts)
