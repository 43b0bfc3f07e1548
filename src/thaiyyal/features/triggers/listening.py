"""Who listens to webhooks: finds whose address a request names, and starts what it is for.

What an address is for is remembered for a second; so long a change of it may take everywhere.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.executions.definitions import Chosen, Definition, Definitions
from thaiyyal.features.triggers import webhook_queries
from thaiyyal.features.triggers.addresses import digest_of
from thaiyyal.features.triggers.service import Webhook, load_webhook
from thaiyyal.kernel.actor import SYSTEM, Actor, TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.unit_of_work import Database

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook that listens, with what it starts."""

    tenant_id: TenantId
    webhook: Webhook
    is_test: bool
    chosen: Chosen
    definition: Definition

    @property
    def actor(self) -> Actor:
        """Who starts what it starts."""
        return Actor(SYSTEM.kind, tenant_id=self.tenant_id)


class Listener:
    """Webhooks by the secret part of their address."""

    def __init__(
        self,
        database: Database,
        definitions: Definitions,
        keys: SealingKeys,
        *,
        kept_s: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._definitions = definitions
        self._keys = keys
        self._kept_s = kept_s
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Hook | None]] = OrderedDict()
        self._flights: dict[str, asyncio.Future[Hook | None]] = {}

    async def find(self, address: str) -> Hook:
        """Return what listens at an address.

        Raises:
            NotFound: Nothing does.
            NotPublished, NoDraft, InvalidDocument: What it is for cannot be executed.
        """
        known = self._known.get(address)
        if known is not None and self._clock() < known[0]:
            hook = known[1]
        else:
            hook = await self._looked_up(address)
        if hook is None:
            raise NotFound("nothing listens at this address")
        return hook

    def forget(self, address: str) -> None:
        """Look an address up afresh the next time."""
        self._known.pop(address, None)

    async def _looked_up(self, address: str) -> Hook | None:
        """Look up once for all who ask at the same moment."""
        flight = self._flights.get(address)
        if flight is None:
            flight = asyncio.ensure_future(self._load(address))
            self._flights[address] = flight
            flight.add_done_callback(lambda done: self._landed(address, done))
        return await asyncio.shield(flight)

    def _landed(self, address: str, flight: "asyncio.Future[Hook | None]") -> None:
        self._flights.pop(address, None)
        if flight.cancelled() or flight.exception() is not None:
            return
        self._known[address] = (self._clock() + self._kept_s, flight.result())
        self._known.move_to_end(address)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)

    async def _load(self, address: str) -> Hook | None:
        async with self._database.begin() as tx:
            found = await webhook_queries.find_webhook(tx, digest_of(address))
        if found is None:
            return None
        tenant_id, is_test = TenantId(found["tenant_id"]), found["is_test"]
        async with self._database.begin(TenantScope(tenant_id)) as tx:
            webhook = await load_webhook(tx, found["webhook_id"], keys=self._keys, is_test=is_test)
        if webhook is None:
            return None
        is_draft = webhook.version is None
        chosen = Chosen(webhook.workflow_id, webhook.version, is_draft)
        definition = await self._definitions.load(Actor(SYSTEM.kind, tenant_id=tenant_id), chosen)
        if definition is None:
            return None
        return Hook(tenant_id, webhook, is_test, chosen, definition)
