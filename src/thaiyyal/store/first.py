"""What has to be looked up elsewhere before a transaction can go on: it ends, and begins again."""

from collections.abc import Awaitable, Callable, Hashable
from typing import Any


class LookFirst(Exception):
    """Ends a transaction, which is done again with what ``look`` gave. Never leaves the store."""

    def __init__(self, key: Hashable, look: Callable[[], Awaitable[Any]]) -> None:
        super().__init__("this has to be looked up while no transaction is open: use repeat()")
        self.key = key
        self.look = look
