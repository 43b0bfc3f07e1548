"""Shared state in PostgreSQL, each change in a short transaction of its tenant."""

from thaiyyal.kernel.actor import TenantScope
from thaiyyal.sdk import Pace
from thaiyyal.store.shared.errors import CacheFull
from thaiyyal.store.shared.places import CacheId, Place, turns_of
from thaiyyal.store.shared.ports import MIB, Bounds
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

TENANT_BYTES = 256 * MIB
TOUCHED_S = 1.0
_MOST_COUNTED = 2**53

_RESERVE = """
SELECT reserve_turn(%(limiter)s, %(strategy)s, %(most)s, %(per_s)s, %(now_s)s::float8)
"""
_GET = "SELECT cache_get(%(cache)s, %(key)s, %(touched_s)s)"
_PUT = """
SELECT cache_put(%(cache)s, %(key)s, %(value)s, %(ttl_s)s, %(entries)s::integer, %(eviction)s,
  %(size_bytes)s::bigint, %(tenant_bytes)s::bigint)
"""
_DELETE = "SELECT cache_delete(%(cache)s, %(key)s)"
_FORGET = "SELECT forget_shared_state(%(most)s)"


class PostgresTurns:
    """Passes through rate limiters, by the database's clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(
        self, place: Place, key: str, pace: Pace, *, now_s: float | None = None
    ) -> float:
        """Reserve the next pass and return the seconds until then."""
        turns = turns_of(place, key, pace.strategy)
        params = {
            "limiter": turns.name,
            "strategy": pace.strategy,
            "most": float(min(pace.most, _MOST_COUNTED)),
            "per_s": pace.per_s,
            "now_s": now_s,
        }

        async def reserved(tx: Transaction) -> float:
            return float(await tx.value(_RESERVE, params))

        return await self._database.repeat(TenantScope(turns.tenant_id), reserved)


class PostgresCache:
    """Caches of tenants. ``touched_s``: a use within this time of another is not marked."""

    def __init__(
        self, database: Database, *, tenant_bytes: int = TENANT_BYTES, touched_s: float = TOUCHED_S
    ) -> None:
        self._database = database
        self._tenant_bytes = tenant_bytes
        self._touched_s = touched_s

    async def get(self, cache: CacheId, key: bytes) -> bytes | None:
        """Return an entry; it counts as used."""
        params = {"cache": cache.name, "key": key, "touched_s": self._touched_s}

        async def got(tx: Transaction) -> bytes | None:
            value: bytes | None = await tx.value(_GET, params)
            return value

        return await self._database.repeat(TenantScope(cache.tenant_id), got)

    async def put(
        self, cache: CacheId, key: bytes, value: bytes, *, ttl_s: float, bounds: Bounds
    ) -> bool:
        """Keep a value; return whether there was one."""
        params = {
            "cache": cache.name,
            "key": key,
            "value": value,
            "ttl_s": ttl_s,
            "entries": bounds.entries,
            "eviction": bounds.eviction,
            "size_bytes": bounds.size_bytes,
            "tenant_bytes": self._tenant_bytes,
        }

        async def kept(tx: Transaction) -> bool | None:
            was_there: bool | None = await tx.value(_PUT, params)
            return was_there

        was_there = await self._database.repeat(TenantScope(cache.tenant_id), kept)
        if was_there is None:
            raise CacheFull(
                f"the caches of this tenant hold {self._tenant_bytes // MIB} MiB, which is the "
                "limit; keep less, for a shorter time, or delete entries"
            )
        return was_there

    async def delete(self, cache: CacheId, key: bytes) -> bool:
        """Forget an entry; return whether there was one."""

        async def deleted(tx: Transaction) -> bool:
            return bool(await tx.value(_DELETE, {"cache": cache.name, "key": key}))

        return await self._database.repeat(TenantScope(cache.tenant_id), deleted)


async def forget_shared_state(database: Database, *, most: int = 1_000) -> int:
    """Delete entries and limiters that are over; return how many entries. For upkeep."""

    async def forgotten(tx: Transaction) -> int:
        return int(await tx.value(_FORGET, {"most": most}))

    return await database.repeat(None, forgotten)
