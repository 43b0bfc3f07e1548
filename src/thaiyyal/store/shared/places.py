"""Whose limits and caches are meant, and the short names under which they are stored.

Names and keys may be long and may hold anything: what is stored are their digests.
"""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.sdk.shared_cache import CacheName

_SIZE = 16


@dataclass(frozen=True, slots=True)
class Place:
    """A workflow of a tenant."""

    tenant_id: TenantId
    workflow_id: UUID


@dataclass(frozen=True, slots=True)
class CacheId:
    """One cache of a tenant. ``name``: a digest."""

    tenant_id: TenantId
    name: bytes


@dataclass(frozen=True, slots=True)
class TurnsId:
    """One limiter of a tenant. ``name``: a digest."""

    tenant_id: TenantId
    name: bytes


NO_PLACE = Place(TenantId(UUID(int=0)), UUID(int=0))
"""Stands for the only workflow there is, where there is no server."""


def cache_of(place: Place, cache: CacheName) -> CacheId:
    """Return the cache that a node of a workflow means."""
    workflow = str(place.workflow_id) if cache.scope == "workflow" else ""
    return CacheId(place.tenant_id, digest_of("node", workflow, cache.name))


def results_of(tenant_id: TenantId) -> CacheId:
    """Return the cache of a tenant's results."""
    return CacheId(tenant_id, _RESULTS)


def turns_of(place: Place, key: str, strategy: str) -> TurnsId:
    """Return the limiter that a node means; each strategy has records of its own."""
    return TurnsId(place.tenant_id, digest_of(str(place.workflow_id), key, strategy))


def digest_of(*parts: str) -> bytes:
    """Return a short name for texts; no two lists of texts have the same."""
    found = sha256()
    for part in parts:
        text = part.encode("utf-8", "surrogatepass")
        found.update(len(text).to_bytes(8, "big") + text)
    return found.digest()[:_SIZE]


_RESULTS = digest_of("results")
