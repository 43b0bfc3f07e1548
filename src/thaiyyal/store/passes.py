"""Passes: attempts that are limited across all processes, counted in a window of time."""

from thaiyyal.store.transaction import Transaction

_TAKE = "SELECT take_pass(%(key)s, %(most)s, %(window_s)s)"


async def take_pass(tx: Transaction, key: str, *, most: int, window_s: int) -> int:
    """Take one of ``most`` passes a window; return 0, or the seconds until there is one again."""
    return int(await tx.value(_TAKE, {"key": key, "most": most, "window_s": window_s}))
