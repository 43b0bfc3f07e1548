"""How many requests may go to one host: token buckets that all executions of a tenant share."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from thaiyyal.outbound.credentials import ClientSettings
from thaiyyal.sdk.context import SharedLimits
from thaiyyal.sdk.errors import Retryable
from thaiyyal.sdk.pacing import Pace

_KEPT = 10_000


class Dues:
    """When the turns that were taken last in this process are due, by limiter.

    Nobody takes a turn that is too far away to be used: turns that nobody uses would make all
    others wait longer.
    """

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._due_s: OrderedDict[tuple[str, str], float] = OrderedDict()

    def left_s(self, tenant: str, key: str) -> float:
        """Return the shortest wait of whoever takes the next turn."""
        due_s = self._due_s.get((tenant, key))
        return 0.0 if due_s is None else max(0.0, due_s - self._clock_s())

    def note(self, tenant: str, key: str, wait_s: float) -> None:
        """Remember a turn that was taken."""
        self._due_s[tenant, key] = self._clock_s() + wait_s
        self._due_s.move_to_end((tenant, key))
        if len(self._due_s) > _KEPT:
            self._due_s.popitem(last=False)


@dataclass(frozen=True, slots=True)
class HostLimiter:
    """The limiters of one tenant.

    ``most`` requests in ``per_s`` seconds go to a host, 0: any number. A named client that says how
    many may have a limiter of its own for each host, beside this one.
    """

    shared: SharedLimits
    most: int = 0
    per_s: float = 1.0
    tenant: str = ""
    dues: Dues = field(default_factory=Dues)

    async def wait(
        self, host: str, name: str | None, client: ClientSettings, *, left_s: float
    ) -> None:
        """Wait for the turn of a request to ``host``, which has ``left_s`` seconds left.

        Raises:
            Retryable: limit_exceeded, when its turn comes too late; says how long to wait.
        """
        wait_s = 0.0
        for key, pace in self._paces(host, name, client):
            wait_s = max(wait_s, await self._turn(key, pace, host=host, left_s=left_s))
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    def _paces(
        self, host: str, name: str | None, client: ClientSettings
    ) -> Iterator[tuple[str, Pace]]:
        if self.most:
            yield f"host {host}", Pace(self.most, self.per_s, "token_bucket")
        if client.most:
            yield f"client {name} {host}", Pace(client.most, client.per_s, "token_bucket")

    async def _turn(self, key: str, pace: Pace, *, host: str, left_s: float) -> float:
        known_s = self.dues.left_s(self.tenant, key)
        if known_s > left_s:
            raise _too_late(host, pace, known_s, left_s)
        wait_s = await self.shared.reserve(key, pace)
        self.dues.note(self.tenant, key, wait_s)
        if wait_s > left_s:
            raise _too_late(host, pace, wait_s, left_s)
        return wait_s


def _too_late(host: str, pace: Pace, wait_s: float, left_s: float) -> Retryable:
    return Retryable(
        "limit_exceeded",
        f"no more than {pace.most} requests go to {host} within {pace.per_s:g} s, and the turn of "
        f"this one comes in {wait_s:.1f} s, but it has {left_s:.1f} s left; ask less often, give "
        "the request more time, or let the node retry",
        after_s=max(0.0, wait_s - left_s),
    )
