"""What providers say of themselves, and their keys, remembered for an hour.

A token with a key that is not known has the keys fetched again, once a minute at most: providers
change keys, and strangers send tokens.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from thaiyyal.features.accounts.oidc.errors import ProviderSignInFailed, ProviderUnavailable
from thaiyyal.features.accounts.oidc.http import get_json
from thaiyyal.features.accounts.oidc.id_token import has_key
from thaiyyal.features.accounts.oidc.metadata import Metadata, discovery_url, read_metadata
from thaiyyal.kernel.values import Value

KEPT_S = 3_600.0
REFETCH_S = 60.0

GetJson = Callable[[str], Awaitable[dict[str, Value]]]


@dataclass(slots=True)
class ProviderDirectory:
    """For one event loop; ``monotonic`` counts seconds."""

    get: GetJson = get_json
    monotonic: Callable[[], float] = time.monotonic
    _metadata: dict[str, tuple[float, Metadata]] = field(default_factory=dict)
    _keys: dict[str, tuple[float, KeySet]] = field(default_factory=dict)

    async def metadata(self, issuer: str) -> Metadata:
        """Return what an issuer says of itself; raises ``ProviderUnavailable``."""
        found = self._metadata.get(issuer)
        if found is None or self._age(found[0]) > KEPT_S:
            document = await self.get(discovery_url(issuer))
            found = self._metadata[issuer] = (
                self.monotonic(),
                read_metadata(document, issuer=issuer),
            )
        return found[1]

    async def keys(self, metadata: Metadata, key_id: str | None) -> KeySet:
        """Return the keys of an issuer, with the wanted one among them.

        Raises:
            ProviderUnavailable: They cannot be had.
            ProviderSignInFailed: The wanted one is not among them.
        """
        found = self._keys.get(metadata.jwks_uri)
        if found is None or self._is_stale(*found, key_id):
            found = (self.monotonic(), _keys_from(await self.get(metadata.jwks_uri)))
            self._keys[metadata.jwks_uri] = found
        if not has_key(found[1], key_id):
            raise ProviderSignInFailed("id_token_key_unknown")
        return found[1]

    def _is_stale(self, fetched_at: float, keys: KeySet, key_id: str | None) -> bool:
        age = self._age(fetched_at)
        return age > KEPT_S or (age >= REFETCH_S and not has_key(keys, key_id))

    def _age(self, at: float) -> float:
        return self.monotonic() - at


def _keys_from(document: dict[str, Value]) -> KeySet:
    """Return the public keys of a document; those of kinds that are not known are left out."""
    found = document.get("keys")
    entries = found if isinstance(found, list) else []
    usable = [e for e in entries if isinstance(e, dict) and e.get("kty") in {"RSA", "EC"}]
    signing = [entry for entry in usable if entry.get("use", "sig") == "sig"]
    try:
        return KeySet.import_key_set({"keys": signing})  # type: ignore[typeddict-item]
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ProviderUnavailable("its keys cannot be read") from error
