"""Results that are kept for a time: of nodes with ``cache_ttl`` and of whole workflows.

The key holds what a result depends on, the content of the version among it: a new version finds
none of the older one's results. What is too large is not kept.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit
from thaiyyal.sdk.shared_cache import Found
from thaiyyal.store.shared.errors import CacheFull
from thaiyyal.store.shared.places import digest_of, results_of
from thaiyyal.store.shared.ports import Bounds, ByteCache
from thaiyyal.store.shared.values import ValueTooLarge, stored_from, value_from

_BOUNDS = Bounds()


class ResultCache:
    """The results of one tenant, as values."""

    def __init__(self, entries: ByteCache, tenant_id: TenantId) -> None:
        self._entries = entries
        self._cache = results_of(tenant_id)

    async def get(self, key: bytes) -> Found | None:
        """Return what was kept under ``key``."""
        stored = await self._entries.get(self._cache, key)
        return None if stored is None else Found(value_from(stored))

    async def put(self, key: bytes, value: Value, ttl_s: float) -> bool:
        """Keep a value; return whether it is kept."""
        try:
            stored = stored_from(value)
            await self._entries.put(self._cache, key, stored, ttl_s=ttl_s, bounds=_BOUNDS)
        except (ValueTooLarge, CacheFull):
            return False
        return True


class NodeResults:
    """The results of a workflow's nodes; the engine's port ``ResultCache``.

    What a node reads may depend on the credentials that are bound to its workflow.
    """

    def __init__(self, results: ResultCache, workflow_id: UUID) -> None:
        self._results = results
        self._workflow = str(workflow_id)

    async def get(self, key: str) -> Emit | None:
        """Return what a node gave."""
        found = await self._results.get(self._name(key))
        return None if found is None else _emit_from(found.value)

    async def put(self, key: str, result: Emit, ttl_s: float) -> None:
        """Keep what a node gave."""
        await self._results.put(self._name(key), _value_from(result), ttl_s)

    def _name(self, key: str) -> bytes:
        return digest_of("result", self._workflow, key)


def _value_from(result: Emit) -> Value:
    parts: list[Any] = [result.value, result.port, result.ports, result.meta]
    return [dict(part) if isinstance(part, Mapping) else part for part in parts]


def _emit_from(stored: Any) -> Emit:
    value, port, ports, meta = stored
    return Emit(value, port=port, ports=ports, meta=meta)
