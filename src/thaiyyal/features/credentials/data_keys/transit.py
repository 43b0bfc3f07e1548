"""Wrapping with a key of Vault's transit engine, which never leaves there.

The owner is bound twice: as the engine can (associated data, and the context of derived keys), and
inside of what is encrypted, which holds with every version of Vault.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import partial
from hmac import compare_digest

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys.wrapping import KeysUnavailable, Wrapped, told_as_keys
from thaiyyal.secrets import Answer, VaultLink, patiently

_KEY = re.compile(r"(?P<key>[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+):v[0-9]+", re.ASCII)
_CIPHERTEXT = re.compile(r"[A-Za-z0-9_-]+:(?P<version>v[0-9]+):\S+", re.ASCII)
_DERIVED, _PLAIN = b"derived ", b"plain "
_FOUND, _MISSING = 200, 404
_OWNER = 16


class TransitWrapper:
    """Wraps with the newest version of ``key``, in the engine at ``mount``; unwraps any."""

    kind = "vault_transit"

    def __init__(self, link: VaultLink, key: str | None, *, mount: str = "transit") -> None:
        self._link = link
        self._key = f"{mount}/{key}"

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        """Encrypt a data key. A derived key refuses to without a context, so it then gets one."""
        body = {"plaintext": b64encode(owner + plain).decode()}
        mode = _PLAIN
        answer = await self._ask("encrypt", self._key, {**body, **_bound(mode, owner)})
        if answer.status != _FOUND:
            mode = _DERIVED
            answer = await self._ask("encrypt", self._key, {**body, **_bound(mode, owner)})
        text = str(answer.data.get("ciphertext", ""))
        found = _CIPHERTEXT.fullmatch(text)
        if answer.status != _FOUND or found is None:
            raise self._useless()
        return Wrapped(mode + text.encode(), f"{self.kind}:{self._key}:{found['version']}")

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        """Decrypt a data key; the engine knows which version has encrypted it."""
        mode = _DERIVED if wrapped.data.startswith(_DERIVED) else _PLAIN
        named = _KEY.fullmatch(wrapped.key)
        if named is None or not wrapped.data.startswith(mode):
            raise UnreadableSecret("a data key was changed")
        body = {"ciphertext": wrapped.data.removeprefix(mode).decode("ascii", "replace")}
        answer = await self._ask("decrypt", named["key"], {**body, **_bound(mode, owner)})
        if answer.status == _MISSING:
            raise self._useless()
        if answer.status != _FOUND:
            raise UnreadableSecret(
                "a data key was changed, is not this owner's, or Vault has lost its version: "
                "check min_decryption_version of the key"
            )
        plain = b64decode(str(answer.data.get("plaintext", "")))
        if not compare_digest(plain[:_OWNER], owner):
            raise UnreadableSecret("a data key is not this owner's")
        return plain[_OWNER:]

    def close(self) -> None:
        """Let go of the connections."""
        self._link.close()

    async def _ask(self, verb: str, key: str, body: Mapping[str, object]) -> Answer:
        mount, _, name = key.rpartition("/")
        with told_as_keys():
            return await patiently(partial(self._link.post, f"{mount}/{verb}/{name}", body))

    def _useless(self) -> KeysUnavailable:
        return KeysUnavailable(
            f"Vault has no usable key {self._key} for the keys of tenants: check "
            "secrets.key_name, and that it is of a kind such as aes256-gcm96"
        )


def _bound(mode: bytes, owner: bytes) -> dict[str, str]:
    text = b64encode(owner).decode()
    return {"associated_data": text, **({"context": text} if mode == _DERIVED else {})}
