"""Entries that outlive an execution, shared by all executions of a workflow or of a tenant."""

from dataclasses import dataclass
from typing import Literal, Protocol

from thaiyyal.kernel.values import Value

Eviction = Literal["lru", "lfu", "fifo"]


@dataclass(frozen=True, slots=True)
class CacheName:
    """Which cache of the tenant: those of a workflow are the workflow's own."""

    scope: Literal["workflow", "tenant"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long an entry lives, how many the cache keeps, and which goes first."""

    ttl_s: float
    most: int
    eviction: Eviction = "lru"


@dataclass(frozen=True, slots=True)
class Found:
    """What an entry holds, which may be null."""

    value: Value


class SharedCache(Protocol):
    """Caches of one workflow and its tenant. An entry may be gone at any time."""

    async def get(self, cache: CacheName, key: str) -> Found | None:
        """Return the entry, unless there is none; it counts as used."""

    async def set(self, cache: CacheName, key: str, value: Value, keeping: Keeping) -> bool:
        """Keep a value; return whether there was one.

        Raises:
            StepError: ``limit_exceeded``: the value, or all that the tenant keeps, is too large.
        """

    async def delete(self, cache: CacheName, key: str) -> bool:
        """Forget an entry; return whether there was one."""
