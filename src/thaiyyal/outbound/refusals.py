"""What is told of a request that the network policy has refused."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from thaiyyal.sdk.errors import Terminal

_SPECIAL = (
    "such addresses are opened by outbound.allow_networks alone, a setting of whoever runs the "
    "platform"
)
_REMEDIES = (
    ("unusual spelling", "write it as four numbers from 0 to 255 with dots between"),
    ("bound to one network interface", "write an address without an interface"),
    ("the tenant ", "an owner or admin of the tenant can change its outbound rules"),
    ("the platform ", "whoever runs the platform decides that, in its settings outbound.*"),
    ("metadata service", "it hands out the keys of a machine and is not for workflows"),
)
"""Words of a reason, and what to do about it."""


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
            f'"{host}" is refused by the network policy ({reason}); {_what_to_do(reason)}',
        )
        self.refusal = Refusal(host, reason)


def _what_to_do(reason: str) -> str:
    return next((remedy for words, remedy in _REMEDIES if words in reason), _SPECIAL)


@asynccontextmanager
async def tell_refusals(tell: Callable[[Refusal], Awaitable[None]]) -> AsyncIterator[None]:
    """Pass what the network policy refuses inside the block on to ``tell``, and then raise it."""
    try:
        yield
    except AddressBlocked as error:
        await tell(error.refusal)
        raise
