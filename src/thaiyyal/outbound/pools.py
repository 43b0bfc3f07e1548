"""Kept connections: one session per tenant, policy and client certificate, so many at most.

What one tenant sends can neither use up the connections of another, nor come before its requests.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import ClientSession

from thaiyyal.outbound.credentials import ClientCertificate
from thaiyyal.outbound.rules import Policy
from thaiyyal.outbound.targets import Target, check_target

MOST_POOLS = 100
"""Pools of one event loop that stay open; the one unused for longest is closed first."""
_MOST_HOSTS = 1_000

_Key = tuple[str, Policy, ClientCertificate | None]
OpenSession = Callable[[str, Policy, ClientCertificate | None], ClientSession]


@dataclass(slots=True)
class Pool:
    """A session and how many exchanges use it right now.

    ``hosts``: those that its policy is known not to refuse.
    """

    session: ClientSession
    users: int = 0
    hosts: set[str] = field(default_factory=set)

    def check(self, target: Target, policy: Policy) -> None:
        """Refuse what ``policy`` refuses before any look-up; policies do not change."""
        if target.host in self.hosts:
            return
        check_target(target, policy)
        if len(self.hosts) < _MOST_HOSTS:
            self.hosts.add(target.host)


class Pools:
    """The pools of one event loop."""

    def __init__(self, open_session: OpenSession, *, most: int = MOST_POOLS) -> None:
        self._open_session = open_session
        self._most = most
        self._pools: OrderedDict[_Key, Pool] = OrderedDict()
        self.closing: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._pools)

    def take(
        self, policy: Policy, certificate: ClientCertificate | None, *, tenant: str = ""
    ) -> Pool:
        """Return the pool to use; end with ``give_back``."""
        key = (tenant, policy, certificate)
        pool = self._pools.get(key)
        if pool is None:
            pool = self._pools[key] = Pool(self._open_session(tenant, policy, certificate))
        else:
            self._pools.move_to_end(key)
        pool.users += 1
        return pool

    def give_back(self, pool: Pool) -> None:
        """Say that an exchange is over."""
        pool.users -= 1
        if len(self._pools) > self._most:
            self._close_some()

    async def aclose(self) -> None:
        """Close all of them."""
        pools, self._pools = self._pools, OrderedDict()
        for pool in pools.values():
            await pool.session.close()
        await asyncio.gather(*self.closing)

    def _close_some(self) -> None:
        unused = [key for key, pool in self._pools.items() if pool.users == 0]
        for key in unused[: len(self._pools) - self._most]:
            task = asyncio.ensure_future(self._pools.pop(key).session.close())
            self.closing.add(task)
            task.add_done_callback(self.closing.discard)
