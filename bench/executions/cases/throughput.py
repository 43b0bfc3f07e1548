"""Executions a second with 1 and 10 effects: queued, waited for, leaving nothing behind."""

from bench.executions.documents import chain, effects, webhook
from bench.executions.figures import Figure
from bench.executions.load import UnexpectedAnswer, drive
from bench.executions.loaded import cpu_each, difference, requests_a_second
from bench.executions.rig import Rig, started_rig
from bench.http.client import request

_BURSTS = {1: 4_000, 10: 1_000}
_LEAST = {(1, 2): 2_000.0}  # effects, workers -> executions a second
_CLIENTS = 50
_WORKERS = "SELECT count(*) FROM workers WHERE kind = %s"
_DONE = """
SELECT extract(epoch FROM clock_timestamp())::float8, count(*) FILTER (WHERE status = 'succeeded')
FROM executions WHERE workflow_id = %s
"""
_ENDED = """
SELECT count(*) FROM executions
WHERE workflow_id = %s AND status IN ('succeeded', 'failed', 'cancelled')
"""
_LAST = """
SELECT extract(epoch FROM max(finished_at))::float8, count(*) FILTER (WHERE status = 'succeeded')
FROM executions WHERE workflow_id = %s
"""


async def throughput(seconds: float) -> list[Figure]:
    """Measure bursts worked off by 1 and 2 workers, then 50 callers at the server itself."""
    with started_rig(runs_queued=False) as rig:
        bursts = [
            await burst(rig, steps=steps, workers=workers)
            for steps in _BURSTS
            for workers in (1, 2)
        ]
        inline = [await _inline(rig, steps, seconds) for steps in _BURSTS]
        return [*bursts, *inline, *[await _ephemeral(rig, each, seconds) for each in _BURSTS]]


async def burst(rig: Rig, *, steps: int, workers: int) -> Figure:
    """Queue executions while nobody runs them, then count from when all workers are there."""
    workflow, count = rig.publish(chain(*effects(steps))), _BURSTS[steps]
    sent = rig.execution(workflow, 1, wait=False)
    await drive([rig.port], lambda _: sent, clients=20, status=202, count=count)
    with rig.workers(workers) as started:
        await rig.until(_WORKERS, "worker", workers)
        writes, cpu = rig.writes(), rig.cpu(started)
        began, already = rig.rows(_DONE, workflow)[0]
        ended = await _worked_off(rig, workflow, count)
        cpu_s, writes = difference(rig.cpu(started), cpu), rig.writes() - writes
    left = count - already
    facts = {"executions": left, **cpu_each(cpu_s, left), "commits": writes / left}
    name = f"queued, {_effects(steps)}, {_plural(workers, 'worker')}"
    least = _LEAST.get((steps, workers))
    return Figure(name, left / (ended - began), "/s", least=least, facts=facts)


async def _worked_off(rig: Rig, workflow: str, count: int) -> float:
    """Wait until nothing is left; return when the last one ended."""
    await rig.until(_ENDED, workflow, count)
    ended, succeeded = rig.rows(_LAST, workflow)[0]
    if succeeded != count:
        raise UnexpectedAnswer(f"{count - succeeded} executions did not succeed")
    return float(ended)


async def _inline(rig: Rig, steps: int, seconds: float) -> Figure:
    sent = rig.execution(rig.publish(chain(*effects(steps))), 1, wait=True)
    name = f"execute and wait, {_effects(steps)}, {_CLIENTS} clients"
    return await requests_a_second(rig, name, sent, clients=_CLIENTS, seconds=seconds)


async def _ephemeral(rig: Rig, steps: int, seconds: float) -> Figure:
    document = webhook("when_done", *effects(steps), is_ephemeral=True)
    sent = request("POST", rig.hook(document), "", {"age": 25})
    name = f"webhook, ephemeral, {_effects(steps)}, {_CLIENTS} clients"
    return await requests_a_second(rig, name, sent, clients=_CLIENTS, seconds=seconds)


def _effects(steps: int) -> str:
    return _plural(steps, "effect")


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count > 1)}"
