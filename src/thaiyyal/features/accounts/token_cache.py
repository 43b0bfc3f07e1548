"""Access tokens that were verified before, since the same one comes with every request.

For one event loop. Expiry and the presence of the key are looked at on every use.
"""

from collections import OrderedDict
from datetime import datetime

from thaiyyal.features.accounts.keyring import Key, Keyring
from thaiyyal.features.accounts.tokens import Claims, key_of, still_good, verified_claims


class TokenCache:
    """Reads access tokens like ``read_access_token`` and remembers the last good ones."""

    def __init__(self, *, issuer: str, size: int = 10_000) -> None:
        self._issuer = issuer
        self._size = size
        self._known: OrderedDict[str, tuple[Key, Claims]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def read(self, token: str, *, keyring: Keyring, now: datetime) -> Claims:
        """Return what ``token`` says; raises ``BadToken``."""
        found = self._known.get(token)
        if found is None or found[0] not in keyring.keys:
            return self._verify(token, keyring=keyring, now=now)
        self._known.move_to_end(token)
        return still_good(found[1], now=now)

    def _verify(self, token: str, *, keyring: Keyring, now: datetime) -> Claims:
        key = key_of(token, keyring=keyring)
        claims = still_good(verified_claims(token, key=key, issuer=self._issuer), now=now)
        self._known[token] = (key, claims)
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return claims
