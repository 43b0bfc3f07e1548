"""Look-ups of names on threads that all tenants share, some of them at a time for each.

A name service may take as long as it likes, and the thread that asks it waits with it.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from weakref import WeakKeyDictionary, WeakValueDictionary

from thaiyyal.outbound.resolver import Lookup, system_lookup

MOST_LOOKUPS = 64
"""Look-ups of a process at a time."""
MOST_OF_TENANT = 8
"""How many of these are one tenant's; its further ones wait, in their own time."""

_Gates = WeakValueDictionary[str, asyncio.Semaphore]


class SharedLookups:
    """Gives each tenant its own look-up over a common one."""

    def __init__(self, lookup: Lookup, *, each: int = MOST_OF_TENANT) -> None:
        self._lookup = lookup
        self._each = each
        self._gates: WeakKeyDictionary[asyncio.AbstractEventLoop, _Gates] = WeakKeyDictionary()

    def of(self, tenant: str) -> Lookup:
        """Return the look-up of a tenant."""

        async def lookup(host: str) -> list[str]:
            gate = self._gate(tenant)
            await gate.acquire()
            asking = asyncio.ensure_future(self._lookup(host))
            asking.add_done_callback(lambda _: gate.release())
            # Whoever waits may give up; the thread is free only when it has its answer.
            return await asyncio.shield(asking)

        return lookup

    def _gate(self, tenant: str) -> asyncio.Semaphore:
        gates = self._gates.setdefault(asyncio.get_running_loop(), WeakValueDictionary())
        return gates.setdefault(tenant, asyncio.Semaphore(self._each))


@cache
def system_lookups() -> SharedLookups:
    """Return the look-ups of this process through the operating system."""
    return SharedLookups(system_lookup(ThreadPoolExecutor(MOST_LOOKUPS, "lookup")))
