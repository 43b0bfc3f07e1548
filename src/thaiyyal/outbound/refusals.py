"""What is told of a request that the network policy has refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A host, never a whole url, which may hold secrets; and why."""

    host: str
    reason: str
