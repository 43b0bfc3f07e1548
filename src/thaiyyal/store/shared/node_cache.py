"""The caches that nodes see: JSON values in a store of bytes."""

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import StepError
from thaiyyal.sdk.shared_cache import CacheName, Found, Keeping
from thaiyyal.store.shared.errors import CacheFull
from thaiyyal.store.shared.places import Place, cache_of, digest_of
from thaiyyal.store.shared.ports import MOST_ENTRIES, Bounds, ByteCache
from thaiyyal.store.shared.values import (
    MOST_VALUE_BYTES,
    ValueTooLarge,
    stored_from,
    value_from,
)


class NodeCache:
    """The shared caches of one workflow and of its tenant; the port ``SharedCache``."""

    def __init__(self, entries: ByteCache, place: Place) -> None:
        self._entries = entries
        self._place = place

    async def get(self, cache: CacheName, key: str) -> Found | None:
        """Return the entry, unless there is none."""
        stored = await self._entries.get(cache_of(self._place, cache), digest_of(key))
        return None if stored is None else Found(value_from(stored))

    async def set(self, cache: CacheName, key: str, value: Value, keeping: Keeping) -> bool:
        """Keep a value; return whether there was one."""
        bounds = Bounds(min(keeping.most, MOST_ENTRIES), keeping.eviction)
        try:
            return await self._entries.put(
                cache_of(self._place, cache),
                digest_of(key),
                stored_from(value),
                ttl_s=keeping.ttl_s,
                bounds=bounds,
            )
        except ValueTooLarge as error:
            raise StepError(
                "limit_exceeded",
                f"the value has {error.size} bytes as JSON; a shared cache keeps values of "
                f"{MOST_VALUE_BYTES} at most",
            ) from error
        except CacheFull as error:
            raise StepError(error.code, error.message) from error

    async def delete(self, cache: CacheName, key: str) -> bool:
        """Forget an entry; return whether there was one."""
        return await self._entries.delete(cache_of(self._place, cache), digest_of(key))
