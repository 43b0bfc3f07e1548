"""Waiting for a database that is away, where waiting is better than failing.

For work that may be done twice and has sent nothing anywhere: a step that fails because the
database was restarted has failed for no reason of its own, and for ever.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from thaiyyal.store.errors import DatabaseUnavailable

T = TypeVar("T")
_FIRST_S = 0.1
_LONGEST_S = 1.0


async def while_away(work: Callable[[], Awaitable[T]]) -> T:
    """Do ``work``, again and again while the database is away; whoever asks bounds the time."""
    pause_s = _FIRST_S
    while True:
        try:
            return await work()
        except DatabaseUnavailable:
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_S)
