"""What only the database does: room of a tenant, upkeep, tenants apart."""

import psycopg
import pytest

from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.sdk.pacing import Pace
from thaiyyal.store.shared.errors import CacheFull
from thaiyyal.store.shared.places import CacheId, Place, digest_of
from thaiyyal.store.shared.ports import Bounds
from thaiyyal.store.shared.postgres import PostgresCache, PostgresTurns, forget_shared_state
from thaiyyal.testing.platform import Platform

_BOUNDS = Bounds()


def _caches(tenant_id: TenantId) -> tuple[CacheId, CacheId]:
    return CacheId(tenant_id, digest_of("a")), CacheId(tenant_id, digest_of("b"))


def _count(platform: Platform, table: psycopg.sql.Identifier, tenant_id: TenantId) -> int:
    statement = psycopg.sql.SQL("SELECT count(*) FROM {} WHERE tenant_id = %s").format(table)
    with psycopg.connect(platform.owner_conninfo()) as owner:
        row = owner.execute(statement, [tenant_id]).fetchone()
    assert row is not None
    return int(row[0])


def test_the_caches_of_a_tenant_have_room_together(platform: Platform) -> None:
    first, second = _caches(platform.make_tenant().tenant_id)
    cache = PostgresCache(platform.database, tenant_bytes=100)

    async def put(where: CacheId, key: bytes, size: int) -> bool:
        return await cache.put(where, key, b"x" * size, ttl_s=60, bounds=_BOUNDS)

    platform.run(put(first, b"k", 60))
    platform.run(put(second, b"k", 40))
    with pytest.raises(CacheFull):
        platform.run(put(second, b"l", 41))
    platform.run(put(second, b"l", 40))

    assert platform.run(cache.get(first, b"k")) is not None
    assert platform.run(cache.get(second, b"k")) is None
    assert platform.run(cache.get(second, b"l")) is not None


def test_upkeep_deletes_what_is_over_and_nothing_else(platform: Platform) -> None:
    tenant_id = platform.make_tenant().tenant_id
    first, second = _caches(tenant_id)
    cache, turns = PostgresCache(platform.database), PostgresTurns(platform.database)
    platform.run(cache.put(first, b"old", b"1", ttl_s=0, bounds=_BOUNDS))
    platform.run(cache.put(second, b"new", b"2", ttl_s=60, bounds=_BOUNDS))
    platform.run(turns.reserve(Place(tenant_id, new_id()), "n", Pace(1, 3_600.0)))
    with psycopg.connect(platform.owner_conninfo()) as owner:
        owner.execute(
            "INSERT INTO limiters VALUES (%s, 'old', '{}', now() - interval '1 s')", [tenant_id]
        )

    forgotten = platform.run(forget_shared_state(platform.database))

    tables = [psycopg.sql.Identifier(name) for name in ("cache_entries", "caches", "limiters")]
    assert forgotten == 1
    assert [_count(platform, table, tenant_id) for table in tables] == [1, 1, 1]
    assert platform.run(cache.get(second, b"new")) == b"2"


def test_a_tenant_does_not_get_the_entries_of_another(platform: Platform) -> None:
    ours, theirs = (_caches(platform.make_tenant().tenant_id)[0] for _ in range(2))
    cache = PostgresCache(platform.database)

    platform.run(cache.put(ours, b"k", b"1", ttl_s=60, bounds=_BOUNDS))

    assert ours.name == theirs.name
    assert platform.run(cache.get(theirs, b"k")) is None
    assert not platform.run(cache.delete(theirs, b"k"))
    assert platform.run(cache.get(ours, b"k")) == b"1"


def test_a_use_shortly_after_another_is_not_marked(platform: Platform) -> None:
    own, _ = _caches(platform.make_tenant().tenant_id)
    cache = PostgresCache(platform.database, touched_s=3_600.0)
    platform.run(cache.put(own, b"k", b"1", ttl_s=60, bounds=_BOUNDS))

    platform.run(cache.get(own, b"k"))

    with psycopg.connect(platform.owner_conninfo()) as owner:
        row = owner.execute(
            "SELECT uses FROM cache_entries WHERE tenant_id = %s", [own.tenant_id]
        ).fetchone()
    assert row == (1,)
