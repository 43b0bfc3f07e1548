"""Makes the stores of shared state by their names, for tests that hold for all of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from thaiyyal.store.shared.memory import MemoryCache, MemoryTurns
from thaiyyal.store.shared.ports import ByteCache, Turns
from thaiyyal.store.shared.postgres import PostgresCache, PostgresTurns
from thaiyyal.store.shared.redis import RedisCache, RedisTurns
from thaiyyal.store.shared.redis_link import RedisLink, RedisOptions
from thaiyyal.store.unit_of_work import Database
from thaiyyal.testing.redis_server import RedisServer

STORES = ("memory", "postgres", "redis")


@asynccontextmanager
async def store_named(
    name: str, database: Database, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[Turns, ByteCache]]:
    """Yield the turns and the cache of one store; every use is marked."""
    if name == "memory":
        yield MemoryTurns(), MemoryCache()
    elif name == "postgres":
        yield PostgresTurns(database), PostgresCache(database, touched_s=0.0)
    else:
        server: RedisServer = request.getfixturevalue("redis_server")
        link = RedisLink(RedisOptions(server.url))
        try:
            yield RedisTurns(link), RedisCache(link)
        finally:
            await link.close()
