"""One of many processes that ask for passes through the same limiter."""

import asyncio
import time
from dataclasses import dataclass
from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.sdk.pacing import Pace
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.shared.places import Place
from thaiyyal.store.shared.ports import Turns
from thaiyyal.store.shared.postgres import PostgresTurns
from thaiyyal.store.shared.redis import RedisTurns
from thaiyyal.store.shared.redis_link import RedisLink, RedisOptions
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Asking:
    """What a process is told. Without ``redis_url`` it asks the database."""

    conninfo: str
    redis_url: str | None
    tenant: str
    pace: Pace
    times: int


def reserve_in_process(asking: Asking) -> list[float]:
    """Return when each pass that this process reserved is due."""
    return asyncio.run(_reserve(asking))


async def _reserve(asking: Asking) -> list[float]:
    if asking.redis_url is not None:
        link = RedisLink(RedisOptions(asking.redis_url))
        try:
            return await _passes(RedisTurns(link), asking)
        finally:
            await link.close()
    database = Database(asking.conninfo, PoolSettings(smallest=1, largest=5))
    await database.open()
    try:
        return await _passes(PostgresTurns(database), asking)
    finally:
        await database.close()


async def _passes(turns: Turns, asking: Asking) -> list[float]:
    place = Place(TenantId(UUID(asking.tenant)), UUID(int=1))

    async def one() -> float:
        wait_s = await turns.reserve(place, "node", asking.pace)
        return time.time() + wait_s

    return await asyncio.gather(*(one() for _ in range(asking.times)))
