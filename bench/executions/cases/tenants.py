"""100 tenants, one of which floods: what the others see of it."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from bench.executions.documents import chain, effects
from bench.executions.figures import Figure, percentile
from bench.executions.following import Asker, asker, started
from bench.executions.load import drive
from bench.executions.rig import PASSWORD, Rig, started_rig

_TENANTS, _EVERY_S, _QUIET_S = 100, 2.0, 16.0
_WARM_S = 3.0
_FLOOD, _FLOODING_CLIENTS = 5_000, 50
_SETTINGS = {
    "QUOTAS__DEFAULT_PLAN": "standard",
    "LIMITS__SIGN_INS_PER_MINUTE_ADDRESS": "1000000",
}
_WORKERS, _MOST = 2, 1.5
_SUCCEEDED = "SELECT count(*) FROM executions WHERE workflow_id = %s AND status = 'succeeded'"
_ENDED = "SELECT count(*) FROM executions WHERE id = ANY(%s) AND status = 'succeeded'"
_TIMES = """
SELECT id, extract(epoch FROM created_at)::float8, extract(epoch FROM started_at)::float8,
  extract(epoch FROM finished_at)::float8
FROM executions WHERE id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """When an execution was asked for, made, begun and ended, by the clock of the machine."""

    at: float
    made_at: float
    begun_at: float
    ended_at: float

    @property
    def took_ms(self) -> float:
        return 1e3 * (self.ended_at - self.at)


async def tenants(seconds: float) -> list[Figure]:
    """Measure 99 tenants that start one execution every 2 s, without and with the flood."""
    del seconds
    with started_rig(_SETTINGS, runs_queued=False) as rig:
        people = [_tenant(rig, number) for number in range(_TENANTS)]
        with rig.workers(_WORKERS):
            asked, flood = await _observed(rig, people[0], people[1:])
            times = await _times(rig, asked)
    seen = [Seen(at, *times[id_]) for id_, at in asked.items()]
    return [compared(seen, flood)]


def compared(seen: Sequence[Seen], flood: tuple[float, float]) -> Figure:
    """Return how much longer it took during the flood, for all but the slowest twentieth."""
    begun, ended = flood
    quiet = [one for one in seen if begun - _QUIET_S <= one.at < begun]
    flooded = [one for one in seen if begun <= one.at < ended]
    facts = {
        "flood s": ended - begun,
        "seen in it": len(flooded),
        **_shares("quiet", quiet),
        **_shares("flooded", flooded),
    }
    ratio = facts["flooded p95 ms"] / facts["quiet p95 ms"]
    name = "99 tenants beside a flood of 5,000, p95 over p95 without"
    return Figure(name, ratio, "x", most=_MOST, facts=facts)


def _shares(when: str, seen: Sequence[Seen]) -> dict[str, float]:
    """Return how long all of it took, and how long until it was made, begun and ended."""
    shares = {
        "until made": [1e3 * (one.made_at - one.at) for one in seen],
        "until begun": [1e3 * (one.begun_at - one.made_at) for one in seen],
        "until ended": [1e3 * (one.ended_at - one.begun_at) for one in seen],
    }
    whole = [one.took_ms for one in seen]
    return {
        f"{when} p50 ms": percentile(whole, 50),
        f"{when} p95 ms": percentile(whole, 95),
        **{f"{name}, p95 ms, {when}": percentile(times, 95) for name, times in shares.items()},
    }


async def _observed(
    rig: Rig, flooding: Asker, others: Sequence[Asker]
) -> tuple[dict[UUID, float], tuple[float, float]]:
    """Let the others go on all the time; return when they asked, and when the flood was."""
    asked, stop = dict[UUID, float](), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        for number, other in enumerate(others):
            tasks.create_task(_starts(other, number * _EVERY_S / len(others), asked, stop))
        await asyncio.sleep(_WARM_S + _QUIET_S)
        begun = time.time()
        await _flood(flooding)
        await rig.until(_SUCCEEDED, flooding.workflow, _FLOOD)
        ended = time.time()
        stop.set()
    return asked, (begun, ended)


async def _flood(who: Asker) -> None:
    clients = _FLOODING_CLIENTS
    await drive([who.port], lambda _: who.sent, clients=clients, status=202, count=_FLOOD)


async def _starts(
    who: Asker, first_s: float, asked: dict[UUID, float], stop: asyncio.Event
) -> None:
    """Start an execution at even intervals, however long each takes."""
    due = time.time() + first_s
    async with asyncio.TaskGroup() as tasks:
        while not stop.is_set():
            await asyncio.sleep(max(0.0, due - time.time()))
            tasks.create_task(_ask(who, asked))
            due += _EVERY_S


async def _ask(who: Asker, asked: dict[UUID, float]) -> None:
    at = time.time()
    asked[await started(who)] = at


async def _times(rig: Rig, asked: Mapping[UUID, float]) -> dict[UUID, tuple[float, float, float]]:
    """Wait until all have ended; return their times. Looking costs nothing while it counts."""
    ids = list(asked)
    await rig.until(_ENDED, ids, len(ids))
    return {id_: (made, begun, ended) for id_, made, begun, ended in rig.rows(_TIMES, ids)}


def _tenant(rig: Rig, number: int) -> Asker:
    """Open a tenant whose owner is somebody new, with one workflow; return who executes it."""
    email = f"owner-{number}@example.com"
    new = {"name": f"T{number}", "slug": f"tenant-{number}", "owner_email": email}
    invitation = rig.ask("/tenants", new)["invitation"]["token"]
    person = {"email": email, "name": "Owner", "password": PASSWORD, "invitation": invitation}
    token = rig.ask("/auth/register", person)["access_token"]
    workflow = rig.publish(chain(*effects(1)), token=token)
    return asker(rig.port, workflow, f"authorization: Bearer {token}")
