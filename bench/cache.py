"""Shared state: passes through a limiter and entries of a cache, in PostgreSQL and in Redis.

Each row is one operation of many tasks at once, over a real server started for it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psycopg

from bench.measure import measure
from bench.row import Row
from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.sdk.pacing import Pace
from thaiyyal.store import migrate
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.roles import create_roles
from thaiyyal.store.shared.places import CacheId, Place, digest_of
from thaiyyal.store.shared.ports import Bounds, ByteCache, Turns
from thaiyyal.store.shared.postgres import PostgresCache, PostgresTurns
from thaiyyal.store.shared.redis import RedisCache, RedisTurns
from thaiyyal.store.shared.redis_link import RedisLink, RedisOptions
from thaiyyal.store.unit_of_work import Database
from thaiyyal.testing.postgres import temporary_server
from thaiyyal.testing.redis_server import find_redis, temporary_redis

_TASKS, _EACH = 16, 25
_ROUNDS = 3
_DATABASE = "thaiyyal"
_VALUE = b"x" * 1_000
_TENANT = """
INSERT INTO tenants (id, slug, name, plan) VALUES (%s, 'bench', 'Bench', 'unlimited')
"""


@dataclass(frozen=True, slots=True)
class Store:
    """One way to keep shared state, and a tenant in it."""

    name: str
    turns: Turns
    cache: ByteCache
    tenant_id: TenantId


async def shared_state() -> list[Row]:
    """Measure both stores; Redis only where it is installed."""
    rows: list[Row] = []
    with temporary_server() as server:
        tenant_id = _prepare(server)
        async with _postgres(server, tenant_id) as store:
            rows += await _rows(store)
        program = find_redis()
        if program is not None:
            async with _redis(program, tenant_id) as store:
                rows += await _rows(store)
    return rows


def _prepare(server: EmbeddedServer) -> TenantId:
    create_roles(server.conninfo_owner)
    owner = server.conninfo(user="thaiyyal_owner", database=_DATABASE)
    migrate.upgrade(owner)
    tenant_id = TenantId(new_id())
    with psycopg.connect(owner) as connection:
        connection.execute(_TENANT, [tenant_id])
    return tenant_id


@asynccontextmanager
async def _postgres(server: EmbeddedServer, tenant_id: TenantId) -> AsyncIterator[Store]:
    conninfo = server.conninfo(user="thaiyyal_app", database=_DATABASE)
    database = Database(conninfo, PoolSettings(smallest=4, largest=8))
    await database.open()
    try:
        yield Store("PostgreSQL", PostgresTurns(database), PostgresCache(database), tenant_id)
    finally:
        await database.close()


@asynccontextmanager
async def _redis(program: str, tenant_id: TenantId) -> AsyncIterator[Store]:
    with temporary_redis(program) as server:
        link = RedisLink(RedisOptions(server.url))
        try:
            yield Store("Redis", RedisTurns(link), RedisCache(link), tenant_id)
        finally:
            await link.close()


async def _rows(store: Store) -> list[Row]:
    operations = {
        "set in a cache of 1,000 entries that is full": _setting(store, keys=2_000),
        "get from a cache": _getting(store, keys=500),
        "pass of a fixed window": _reserving(store, Pace(1_000_000_000, 1.0)),
        "pass of a sliding window of 1,000": _reserving(store, Pace(1_000, 1.0, "sliding_window")),
    }
    rows = []
    for name, operation in operations.items():
        measured = await measure(_many(operation), rounds=_ROUNDS)
        rows.append(Row(f"{store.name}: {name}", "us", _TASKS * _EACH, measured))
    return rows


Operation = Callable[[int], Awaitable[object]]


def _many(operation: Operation) -> Callable[[], Awaitable[object]]:
    """Return a job of many tasks that each do an operation again and again."""

    async def task(first: int) -> None:
        for number in range(first, first + _EACH):
            await operation(number)

    async def job() -> object:
        return await asyncio.gather(*(task(start * _EACH) for start in range(_TASKS)))

    return job


def _setting(store: Store, *, keys: int) -> Operation:
    cache, bounds, count = _cache(store), Bounds(1_000), iter(range(10**9))

    async def operation(_: int) -> None:
        key = str(next(count) % keys).encode()
        await store.cache.put(cache, key, _VALUE, ttl_s=3_600, bounds=bounds)

    return operation


def _getting(store: Store, *, keys: int) -> Operation:
    cache = _cache(store)

    async def operation(number: int) -> None:
        await store.cache.get(cache, str(number % keys).encode())

    return operation


def _reserving(store: Store, pace: Pace) -> Operation:
    place = Place(store.tenant_id, new_id())

    async def operation(_: int) -> None:
        await store.turns.reserve(place, "node", pace)

    return operation


def _cache(store: Store) -> CacheId:
    return CacheId(store.tenant_id, digest_of("bench"))
