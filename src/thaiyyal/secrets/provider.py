"""The port of a place that keeps secrets, and the choice of a member of one."""

import json
from collections.abc import Mapping
from typing import Protocol

from thaiyyal.secrets.references import Reference, UnknownSecret


class Provider(Protocol):
    """Asks one place; remembers nothing."""

    async def read(self, reference: Reference) -> str:
        """Return the secret, never empty; raises ``SecretUnavailable`` or ``UnknownSecret``."""

    async def check(self) -> str:
        """Ask whether the place is there and lets us in; return what to tell. Raises as it."""

    def close(self) -> None:
        """Let go of what is held."""


def chosen(reference: Reference, members: Mapping[str, object]) -> str:
    """Return the member of a secret that is referred to, or all of it as JSON."""
    if reference.member is None:
        return filled(reference, json.dumps(members, ensure_ascii=False) if members else "")
    found = members.get(reference.member)
    if found is not None and not isinstance(found, str):
        found = json.dumps(found, ensure_ascii=False)
    return filled(reference, found)


def filled(reference: Reference, text: str | None) -> str:
    """Return a text that is one; raises ``UnknownSecret``."""
    if not text:
        what = f"{reference.source}:{reference.name}"
        named = f"no member {reference.member}" if reference.member else "nothing"
        raise UnknownSecret(f"the secret {what} has {named}, or it is empty: check the reference")
    return text
