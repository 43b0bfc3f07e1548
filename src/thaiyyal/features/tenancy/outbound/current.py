"""Where the workflows of a tenant may go at this moment: looked up when one goes, kept shortly."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from thaiyyal.features.tenancy.outbound import queries
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound import Lists, PlatformRules, Rules
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database

_MOST = 10_000
_LISTS = ("allow_domains", "deny_domains", "allow_networks", "deny_networks")


@dataclass(frozen=True, slots=True)
class _Known:
    """``stamp``: what the rules were made from."""

    rules: Rules
    stamp: tuple[str, int]
    until_s: float


class CurrentRules:
    """The rules of tenants. ``kept_s``: how long they are believed, so that changes take effect."""

    def __init__(
        self,
        database: Database,
        platform: PlatformRules,
        *,
        kept_s: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._platform = platform
        self._kept_s = kept_s
        self._clock = clock
        self._known: OrderedDict[TenantId, _Known] = OrderedDict()
        # Many ask at the moment in which what was known gets too old: one of them looks it up.
        self._flights: dict[TenantId, asyncio.Future[Rules]] = {}

    async def of(self, tenant_id: TenantId) -> Rules:
        """Return a tenant's rules, at most ``kept_s`` old; when they cannot be read, none go out.

        Raises:
            NotFound: The tenant is gone.
            DatabaseUnavailable: The database is away.
        """
        known = self._known.get(tenant_id)
        if known is not None and self._clock() <= known.until_s:
            return known.rules
        flight = self._flights.get(tenant_id)
        if flight is None:
            flight = asyncio.ensure_future(self._load(tenant_id))
            self._flights[tenant_id] = flight
            flight.add_done_callback(partial(self._landed, tenant_id))
        return await asyncio.shield(flight)

    def _landed(self, tenant_id: TenantId, flight: "asyncio.Future[Rules]") -> None:
        self._flights.pop(tenant_id, None)
        if not flight.cancelled():
            flight.exception()  # whoever waits is told; when nobody does, it is no matter

    async def _load(self, tenant_id: TenantId) -> Rules:
        until_s = self._clock() + self._kept_s
        async with self._database.begin(TenantScope(tenant_id)) as tx:
            row = await queries.load_current(tx)
        if row is None:
            raise NotFound("there is no such tenant")
        return self._keep(tenant_id, row, until_s)

    def _keep(self, tenant_id: TenantId, row: Row, until_s: float) -> Rules:
        stamp = (row["slug"], row["revision"])
        known = self._known.get(tenant_id)
        # Connections are pooled by rules: the same object is compared at once.
        same = known is not None and known.stamp == stamp
        rules = known.rules if known is not None and same else self._rules(row)
        self._known[tenant_id] = _Known(rules, stamp, until_s)
        self._known.move_to_end(tenant_id)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return rules

    def _rules(self, row: Row) -> Rules:
        own = Lists(**{name: tuple(row[name] or ()) for name in _LISTS})
        return self._platform.of(row["slug"], own)
