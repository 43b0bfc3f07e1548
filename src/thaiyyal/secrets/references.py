"""References to secrets, and the port that reads them.

``vault:kv/data/shop#api_key`` is one member of a secret in Vault, ``aws:shop/prod#api_key`` one of
a JSON secret in AWS Secrets Manager; without ``#`` the whole text.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from thaiyyal.kernel.errors import Kind, ThaiyyalError

_REFERENCE = re.compile(r"(?P<source>vault|aws):(?P<name>[^#\s]{1,500})(?:#(?P<member>\S{1,200}))?")


class SecretUnavailable(ThaiyyalError):
    """Where a secret is kept cannot be asked now."""

    code = "secret_unavailable"
    kind = Kind.UNAVAILABLE


class SecretRefused(SecretUnavailable):
    """Where a secret is kept does not let us read it."""

    code = "secret_refused"


class UnknownSecret(ThaiyyalError):
    """There is no such secret, or it is empty."""

    code = "unknown_secret"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a secret is kept: ``source`` is vault or aws."""

    source: str
    name: str
    member: str | None = None

    def __str__(self) -> str:
        return f"{self.source}:{self.name}" + (f"#{self.member}" if self.member else "")

    @classmethod
    def read(cls, text: str) -> "Reference | None":
        """Return what ``text`` refers to, or None when it is no reference.

        >>> Reference.read("vault:kv/data/shop#api_key")
        Reference(source='vault', name='kv/data/shop', member='api_key')
        >>> Reference.read("hunter2") is None
        True
        """
        found = _REFERENCE.fullmatch(text)
        return None if found is None else cls(found["source"], found["name"], found["member"])


class Sources(Protocol):
    """Reads secrets by reference; remembers them for a while."""

    async def read(self, reference: Reference) -> str:
        """Return the secret, never empty; raises ``SecretUnavailable`` or ``UnknownSecret``."""

    async def refresh(self, reference: Reference) -> str:
        """As ``read``, but ask anew: a service has refused the one that is remembered.

        Not more often than every few seconds: a loop of refusals must not ask without end.
        """
