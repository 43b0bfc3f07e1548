"""All shared state of a process: in the database, or in Redis with the database behind it."""

from dataclasses import dataclass

from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.shared.fallback import ForgivingCache, PatientTurns, TurnsWithFallback
from thaiyyal.store.shared.limits import WorkflowLimits
from thaiyyal.store.shared.memory import MemoryCache, MemoryTurns
from thaiyyal.store.shared.node_cache import NodeCache
from thaiyyal.store.shared.places import Place
from thaiyyal.store.shared.ports import ByteCache, Turns
from thaiyyal.store.shared.postgres import PostgresCache, PostgresTurns
from thaiyyal.store.shared.redis import RedisCache, RedisTurns
from thaiyyal.store.shared.redis_link import RedisLink, RedisOptions
from thaiyyal.store.shared.results import ResultCache
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class SharedState:
    """What executions of all tenants share; end it with ``close``."""

    turns: Turns
    entries: ByteCache
    link: RedisLink | None = None

    def limits_of(self, place: Place) -> WorkflowLimits:
        """Return the limiters of a workflow."""
        return WorkflowLimits(self.turns, place)

    def cache_of(self, place: Place) -> NodeCache:
        """Return the caches that the nodes of a workflow see."""
        return NodeCache(self.entries, place)

    def results_of(self, tenant_id: TenantId) -> ResultCache:
        """Return the kept results of a tenant."""
        return ResultCache(self.entries, tenant_id)

    async def close(self) -> None:
        """Close connections to Redis, if there are any."""
        if self.link is not None:
            await self.link.close()


def shared_state(database: Database, redis: RedisOptions | None = None) -> SharedState:
    """Return the shared state of a server or worker. Nothing is connected yet."""
    turns = PatientTurns(PostgresTurns(database))
    if redis is None:
        return SharedState(turns, ForgivingCache(PostgresCache(database)))
    link = RedisLink(redis)
    return SharedState(
        TurnsWithFallback(RedisTurns(link), turns), ForgivingCache(RedisCache(link)), link
    )


def local_state() -> SharedState:
    """Return shared state that nobody else shares: for one execution on the command line."""
    return SharedState(MemoryTurns(), MemoryCache())
