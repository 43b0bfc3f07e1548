"""Waiting for executions: how long a request wants to, and until what."""

import asyncio
import time
from uuid import UUID

from thaiyyal.features.executions import queries
from thaiyyal.features.executions.assignment import FINAL
from thaiyyal.features.executions.errors import WaitTooLong
from thaiyyal.features.executions.runner import Runner
from thaiyyal.features.routing import CallContext
from thaiyyal.store.transaction import Row

WAIT_PATTERN = "^[0-9]{1,4}s?$"
_FIRST_LOOK_S, _LONGEST_LOOK_S = 0.1, 1.0


def seconds_of(wait: str, prefer: str | None, *, most: int) -> int:
    """Return how long a request waits: `respond-async` overrules `?wait=`, unless it says how long.

    Raises:
        WaitTooLong: More than ``most`` seconds.

    >>> seconds_of("30s", None, most=120), seconds_of("30s", "respond-async", most=120)
    (30, 0)
    >>> seconds_of("0", "respond-async, wait=10", most=120)
    10
    """
    seconds = int(wait.removesuffix("s"))
    preferences = preferences_of(prefer)
    if "respond-async" in preferences:
        preferred = preferences.get("wait", "")
        seconds = int(preferred) if preferred.isdecimal() and len(preferred) < 5 else 0
    if seconds > most:
        raise WaitTooLong(most)
    return seconds


def preferences_of(prefer: str | None) -> dict[str, str]:
    """Return the preferences of a `Prefer` header (RFC 7240), those that come first.

    >>> preferences_of('respond-async, wait="10"; foo=bar, wait=20')
    {'respond-async': '', 'wait': '10'}
    """
    found: dict[str, str] = {}
    for part in (prefer or "").split(","):
        name, _, value = part.partition(";")[0].partition("=")
        found.setdefault(name.strip().lower(), value.strip().strip('"'))
    found.pop("", None)
    return found


async def row_after(call: CallContext, id_: UUID, seconds: int) -> Row | None:
    """Return an execution when it has ended, or after ``seconds`` as it stands then.

    One of this process tells of its end; at one of another process this looks again and again.
    """
    runner = call.service(Runner)
    end_at = time.monotonic() + seconds
    if seconds:
        await runner.wait(id_, seconds)
    pause_s = _FIRST_LOOK_S
    while time.monotonic() < end_at and not runner.is_draining:
        row = await _load(call, id_, with_values=False)
        if row is None or row["status"] in FINAL:
            break
        await asyncio.sleep(min(pause_s, max(0.0, end_at - time.monotonic())))
        pause_s = min(2 * pause_s, _LONGEST_LOOK_S)
    return await _load(call, id_, with_values=True)


async def _load(call: CallContext, id_: UUID, *, with_values: bool) -> Row | None:
    async with call.database.begin(call.actor.scope) as tx:
        return await queries.load_execution(tx, call.actor, id_, with_values=with_values)
