"""What a credential adds to a request, and where credentials come from."""

from dataclasses import dataclass, field
from typing import Protocol

from thaiyyal.sdk.errors import Terminal


@dataclass(frozen=True, slots=True)
class Credential:
    """Headers and query parameters that prove who asks; never printed."""

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class Credentials(Protocol):
    """Finds credentials by name for one run."""

    async def find(self, name: str, *, host: str) -> Credential | None:
        """Return the credential if it exists and may be used for ``host``."""


class NoCredentials:
    """Knows none."""

    async def find(self, name: str, *, host: str) -> Credential | None:
        return None


async def find_credential(credentials: Credentials, name: str, *, host: str) -> Credential:
    """Return the credential; raises ``unknown_credential`` rather than asking without it."""
    found = await credentials.find(name, host=host)
    if found is None:
        raise Terminal(
            "unknown_credential",
            f'there is no credential "{name[:100]}" for {host}; create it or correct the name',
        )
    return found
