"""100 tenants, one of which floods: what the others see of it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.executions.documents import chain, effects
from bench.executions.figures import Figure, percentile
from bench.executions.following import Asker, asker, seconds_to_result
from bench.executions.load import drive
from bench.executions.rig import EMAIL, Rig, started_rig

_TENANTS, _EVERY_S, _QUIET_S = 100, 2.0, 16.0
_FLOOD, _FLOODING_CLIENTS = 5_000, 10
_WORKERS, _MOST = 2, 1.5
_SUCCEEDED = "SELECT count(*) FROM executions WHERE workflow_id = %s AND status = 'succeeded'"


@dataclass(frozen=True, slots=True)
class Seen:
    """When an execution was asked for, and how long its result took."""

    at: float
    took_s: float


async def tenants(seconds: float) -> list[Figure]:
    """Measure 99 tenants that start one execution every 2 s, without and with the flood."""
    del seconds
    with started_rig({"QUOTAS__DEFAULT_PLAN": "standard"}, runs_queued=False) as rig:
        people = [_tenant(rig, number) for number in range(_TENANTS)]
        with rig.workers(_WORKERS):
            seen, begun, ended = await _observed(rig, people[0], people[1:])
    quiet = [one.took_s for one in seen if one.at < begun]
    flooded = [one.took_s for one in seen if begun <= one.at < ended]
    facts = {
        "quiet p50 ms": 1e3 * percentile(quiet, 50),
        "quiet p95 ms": 1e3 * percentile(quiet, 95),
        "flooded p50 ms": 1e3 * percentile(flooded, 50),
        "flooded p95 ms": 1e3 * percentile(flooded, 95),
        "flood s": ended - begun,
        "seen in it": len(flooded),
    }
    ratio = percentile(flooded, 95) / percentile(quiet, 95)
    name = "99 tenants beside a flood of 5,000, p95 over p95 without"
    return [Figure(name, ratio, "x", most=_MOST, facts=facts)]


async def _observed(
    rig: Rig, flooding: Asker, others: Sequence[Asker]
) -> tuple[list[Seen], float, float]:
    """Let the others go on all the time; return what they saw, and when the flood was."""
    seen, stop = list[Seen](), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        for number, other in enumerate(others):
            tasks.create_task(_starts(other, number * _EVERY_S / len(others), seen, stop))
        await asyncio.sleep(_QUIET_S + _EVERY_S)
        begun = time.perf_counter()
        await drive(
            [rig.port],
            lambda _: flooding.sent,
            clients=_FLOODING_CLIENTS,
            status=202,
            count=_FLOOD,
        )
        await rig.until(_SUCCEEDED, flooding.workflow, _FLOOD)
        ended = time.perf_counter()
        stop.set()
    warm_until = begun - _QUIET_S
    return [one for one in seen if one.at >= warm_until], begun, ended


async def _starts(who: Asker, first_s: float, seen: list[Seen], stop: asyncio.Event) -> None:
    """Start an execution at even intervals, however long each takes."""
    due = time.perf_counter() + first_s
    async with asyncio.TaskGroup() as tasks:
        while not stop.is_set():
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.create_task(_look(who, seen))
            due += _EVERY_S


async def _look(who: Asker, seen: list[Seen]) -> None:
    at = time.perf_counter()
    seen.append(Seen(at, await seconds_to_result(who)))


def _tenant(rig: Rig, number: int) -> Asker:
    """Open a tenant with one workflow; return who executes it."""
    new = {"name": f"T{number}", "slug": f"tenant-{number}", "owner_email": EMAIL}
    tenant = rig.ask("/tenants", new)["tenant"]
    token = rig.ask("/auth/tenant", {"tenant_id": tenant["id"]})["access_token"]
    workflow = rig.publish(chain(*effects(1)), token=token)
    key = rig.ask("/api-keys", {"name": "bench"}, token=token)["key"]
    rig.token = token
    return asker(rig.port, workflow, f"x-api-key: {key}")
