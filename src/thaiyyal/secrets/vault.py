"""Secrets of Vault or OpenBao: the key-value engine, version 1 and 2, by their whole path."""

from collections.abc import Mapping
from typing import Any

from thaiyyal.secrets.provider import chosen
from thaiyyal.secrets.references import Reference, UnknownSecret
from thaiyyal.secrets.vault_link import Answer, VaultLink

_FOUND = 200
_BESIDE_VERSION = {"data", "metadata"}
_NO_PLACE = frozenset({"", ".", ".."})


class VaultProvider:
    """Reads ``kv/data/shop`` (version 2) or ``kv/shop`` (version 1)."""

    def __init__(self, link: VaultLink) -> None:
        self._link = link

    async def read(self, reference: Reference) -> str:
        """Return a member of a secret, or all of it as JSON."""
        if not _NO_PLACE.isdisjoint(reference.name.split("/")):
            raise UnknownSecret(
                f"{reference} has an empty part, . or .. in its path: name it whole"
            )
        answer = await self._link.get(reference.name)
        if answer.status != _FOUND:
            raise _unknown(reference, answer)
        return chosen(reference, _members(answer.data))

    async def check(self) -> str:
        """Ask who we are."""
        await self._link.get("auth/token/lookup-self")
        return f"Vault at {self._link.options.url} answers and knows us"

    def close(self) -> None:
        """Let go of the connections."""
        self._link.close()


def _members(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the secret itself, which version 2 puts beside what is known of its version."""
    inner, about = data.get("data"), data.get("metadata")
    is_versioned = data.keys() == _BESIDE_VERSION and isinstance(about, dict)
    if is_versioned and isinstance(about, dict) and "created_time" in about:
        return inner if isinstance(inner, dict) else {}
    return data


def _unknown(reference: Reference, answer: Answer) -> UnknownSecret:
    hint = "; for version 2 of the engine, data/ follows the mount, as in kv/data/shop"
    is_versioned = bool(answer.body.get("warnings"))
    told = hint if is_versioned else ": check the reference, and that it was not deleted"
    return UnknownSecret(f"Vault has no secret {reference.name}{told}")
