"""What carries notices between processes: a port with several implementations."""

from collections.abc import Callable
from typing import Protocol

from thaiyyal.store.transaction import Transaction


class LineLost(Exception):
    """A line has broken, or cannot be had. Never leaves the store."""


class Line(Protocol):
    """Carries texts from everybody to everybody."""

    async def listen(self, heard: Callable[[str], None], ready: Callable[[], None]) -> None:
        """Listen until the line breaks; call ``ready`` when from now on nothing is missed.

        Raises:
            LineLost: It has broken, or could not be had.
        """

    async def publish(self, tx: Transaction, text: str) -> None:
        """Tell everybody, if and when the transaction commits."""

    async def close(self) -> None:
        """Give back what is kept for publishing."""
