"""Caches and files take no secrets: others would be given them, unmasked."""

from collections.abc import AsyncIterator

from thaiyyal.engine.ports import ResultCache
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, StoredFile, Terminal
from thaiyyal.sdk.files import Files, Incoming
from thaiyyal.sdk.shared_cache import CacheName, Found, Keeping, SharedCache

_HOLDS = "holds a secret, of a credential or of an input that is marked as one"


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
            raise Terminal(
                "secret_not_cached", f"the entry {_HOLDS}, and a cache is read by others"
            )
        return await self._cache.set(cache, key, value, keeping)

    async def delete(self, cache: CacheName, key: str) -> bool:
        """Forget an entry; return whether there was one."""
        return await self._cache.delete(cache, key)


class GuardedFiles:
    """The files of an execution; one with a secret in it is refused while it comes in."""

    def __init__(self, files: Files, secrets: SecretValues) -> None:
        self._files = files
        self._secrets = secrets

    def receive(self) -> Incoming:
        """Begin a file."""
        return _GuardedIncoming(self._files.receive(), self._secrets)

    async def find(self, sha256: str) -> StoredFile | None:
        """Return a file, or None when there is none with this content."""
        return await self._files.find(sha256)

    def read(self, sha256: str) -> AsyncIterator[bytes]:
        """Yield a file's content in pieces."""
        return self._files.read(sha256)


class _GuardedIncoming:
    """A file that is being written. The last bytes are held back, not to halve a secret."""

    def __init__(self, incoming: Incoming, secrets: SecretValues) -> None:
        self._incoming = incoming
        self._secrets = secrets
        self._held = b""

    async def write(self, chunk: bytes) -> None:
        """Take the next piece.

        Raises:
            StepError: ``secret_in_file``; and as the file itself.
        """
        if not self._secrets and not self._held:
            await self._incoming.write(chunk)
            return
        found = self._held + chunk
        if self._secrets.is_in(found):
            raise Terminal("secret_in_file", f"the file {_HOLDS}; nothing of it was kept")
        at = max(0, len(found) - self._secrets.longest)
        self._held = found[at:]
        if at:
            await self._incoming.write(found[:at])

    async def keep(self, name: str, media_type: str) -> StoredFile:
        """Make what was written a file of the execution."""
        if self._held:
            await self._incoming.write(self._held)
        mask = self._secrets.mask_text
        return await self._incoming.keep(mask(name), mask(media_type))

    async def abandon(self) -> None:
        """Forget what was written."""
        await self._incoming.abandon()
