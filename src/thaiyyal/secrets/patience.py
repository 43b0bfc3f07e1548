"""Asking again what did not answer, a few times and not for long."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from thaiyyal.secrets.references import SecretRefused, SecretUnavailable

T = TypeVar("T")
_WAITS_S = (0.1, 0.4)  # between the attempts
_PATIENCE_S = 5.0  # after that, no further attempt is begun


async def patiently(
    ask: Callable[[], Awaitable[T]],
    *,
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> T:
    """Return what is answered; ask again after short waits unless we are refused.

    Raises:
        SecretUnavailable: As the last attempt.
    """
    give_up_at = monotonic() + _PATIENCE_S
    for wait_s in _WAITS_S:
        try:
            return await ask()
        except SecretUnavailable as error:
            if isinstance(error, SecretRefused) or monotonic() >= give_up_at:
                raise
            await sleep(wait_s * random.uniform(0.5, 1.0))  # noqa: S311 - spreads attempts
    return await ask()
