"""What a new tenant begins with. Tenancy knows no slice above it, so the program puts it in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from thaiyyal.kernel.actor import Actor
from thaiyyal.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Beginnings:
    """``add`` writes the first things into the transaction's tenant, as its first member."""

    add: Callable[[Transaction, Actor], Awaitable[object]]
