"""What `thaiyyal doctor` looks at in Redis: reachable, and what it does when it is full."""

import asyncio
from collections.abc import Iterator

from thaiyyal.bootstrap.shared import redis_options
from thaiyyal.cli.checkup import Check, Finding, Status
from thaiyyal.settings import LoadedSettings
from thaiyyal.store.shared.redis_link import RedisFacts, RedisLink, RedisOptions

_MIB = 1024 * 1024
_REFUSES = "noeviction"


def check_redis(loaded: LoadedSettings) -> Iterator[Finding]:
    """Ask Redis what it says of itself."""
    options = redis_options(loaded.settings)
    if options is None:
        yield Finding("redis", Status.OK, "none; the database keeps limits and caches")
        return
    yield of_facts(asyncio.run(_facts(options)))


def of_facts(facts: RedisFacts) -> Finding:
    """Return what the facts mean."""
    told = f"version {facts.version}, {facts.used_bytes // _MIB} MiB used"
    if facts.most_bytes and facts.eviction == _REFUSES:
        message = f"{told}; a full Redis keeps nothing new: set maxmemory-policy volatile-lru"
        return Finding("redis", Status.WARNING, message)
    if not facts.most_bytes:
        message = f"{told}; set maxmemory and maxmemory-policy volatile-lru, else it may grow on"
        return Finding("redis", Status.WARNING, message)
    return Finding("redis", Status.OK, told)


async def _facts(options: RedisOptions) -> RedisFacts:
    link = RedisLink(options)
    try:
        return await link.facts()
    finally:
        await link.close()


REDIS_CHECKS = (Check("redis", check_redis),)
