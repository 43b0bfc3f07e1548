"""Caches that outlive an execution take no secrets: others would be given them, unmasked."""

from typing import NoReturn

from thaiyyal.engine.ports import ResultCache
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, Terminal
from thaiyyal.sdk.shared_cache import CacheName, Found, Keeping, SharedCache


class GuardedResults:
    """Results of nodes; one with a secret is not kept, and computed again the next time."""

    def __init__(self, results: ResultCache, secrets: SecretValues) -> None:
        self._results = results
        self._secrets = secrets

    async def get(self, key: str) -> Emit | None:
        """Return what was kept."""
        return await self._results.get(key)

    async def put(self, key: str, result: Emit, ttl_s: float) -> None:
        """Keep a result, unless a secret is in it."""
        secrets = self._secrets
        parts: list[Value] = [key, result.value]
        if secrets and (
            secrets.is_in_value([*parts, *(result.ports or {}).values()])
            or secrets.is_in(str(result.meta))
        ):
            return
        await self._results.put(key, result, ttl_s)


class GuardedCache:
    """The caches of a workflow and its tenant; an entry with a secret is refused."""

    def __init__(self, cache: SharedCache, secrets: SecretValues) -> None:
        self._cache = cache
        self._secrets = secrets

    async def get(self, cache: CacheName, key: str) -> Found | None:
        """Return the entry, unless there is none."""
        return await self._cache.get(cache, key)

    async def set(self, cache: CacheName, key: str, value: Value, keeping: Keeping) -> bool:
        """Keep a value; return whether there was one.

        Raises:
            StepError: ``secret_not_cached``; and as the cache itself.
        """
        if self._secrets.is_in(key) or self._secrets.is_in_value(value):
            _refuse()
        return await self._cache.set(cache, key, value, keeping)

    async def delete(self, cache: CacheName, key: str) -> bool:
        """Forget an entry; return whether there was one."""
        return await self._cache.delete(cache, key)


def _refuse() -> NoReturn:
    raise Terminal(
        "secret_not_cached",
        "the entry holds a secret, of a credential or of an input that is marked as one, and a "
        "cache is read by others; keep something else, or leave the secret out",
    )
