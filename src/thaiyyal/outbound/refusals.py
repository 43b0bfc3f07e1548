"""What is told of a request that the network policy has refused."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from thaiyyal.sdk.errors import Terminal


@dataclass(frozen=True, slots=True)
class Refusal:
    """A host, never a whole url, which may hold secrets; and why."""

    host: str
    reason: str


class AddressBlocked(Terminal):
    """The network policy refuses a host; trying again cannot help."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(
            "address_blocked",
            f'"{host}" is refused by the network policy ({reason}); '
            "an administrator can say where workflows may go",
        )
        self.refusal = Refusal(host, reason)


@asynccontextmanager
async def tell_refusals(tell: Callable[[Refusal], Awaitable[None]]) -> AsyncIterator[None]:
    """Pass what the network policy refuses inside the block on to ``tell``, and then raise it."""
    try:
        yield
    except AddressBlocked as error:
        await tell(error.refusal)
        raise
