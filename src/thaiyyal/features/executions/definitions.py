"""What a workflow is at this moment, for somebody who wants to execute it; remembered shortly.

That it is still so is checked by the statement that records the execution, so that a version that
was published a moment ago, here or in another process, is always the one that runs. Rights may be
as old as an actor's, half a second.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias
from uuid import UUID

from thaiyyal.engine import Plan
from thaiyyal.features.executions import queries
from thaiyyal.features.executions.errors import NotPublished
from thaiyyal.features.executions.plans import Plans
from thaiyyal.features.workflows.drafts import NoDraft
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_MOST = 10_000
_Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which document of a workflow: a version, the latest one, or the draft."""

    workflow_id: UUID
    version: int | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A workflow as it was looked up. ``row``: what decides about it; ``document``: of a draft.

    ``version``: None for the draft. ``latest``: what has to be the latest version still; None when
    a version was named.
    """

    row: Row
    version: int | None
    latest: int | None
    content_hash: str
    plan: Plan
    document: bytes | None
    until_s: float


class Definitions:
    """Definitions by who asks and what for; ``kept_s``: how long one is believed."""

    def __init__(
        self,
        database: Database,
        plans: Plans,
        *,
        kept_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._plans = plans
        self._kept_s = kept_s
        self._clock = clock
        self._known: OrderedDict[_Key, Definition] = OrderedDict()
        # Many ask at the moment in which what was known gets too old: one of them looks it up.
        self._flights: dict[_Key, asyncio.Future[Definition | None]] = {}

    def find(self, actor: Actor, chosen: Chosen) -> Definition | None:
        """Return what was looked up a moment ago."""
        key = _key(actor, chosen)
        found = self._known.get(key)
        if found is None or self._clock() > found.until_s:
            return None
        return found

    def forget(self, actor: Actor, chosen: Chosen) -> None:
        """Look it up afresh the next time: it has changed."""
        self._known.pop(_key(actor, chosen), None)

    async def load(self, actor: Actor, chosen: Chosen) -> Definition | None:
        """Look it up; None when there is no such workflow. Rights are for the caller to check.

        Raises:
            NotPublished, NoDraft: There is nothing to execute.
            NotFound: There is no such version.
            InvalidDocument: The draft, or what became of an old version, cannot run.
        """
        key = _key(actor, chosen)
        flight = self._flights.get(key)
        if flight is None:
            flight = asyncio.ensure_future(self._load(actor, chosen))
            self._flights[key] = flight
            flight.add_done_callback(partial(self._landed, key))
        return await asyncio.shield(flight)

    def _landed(self, key: _Key, flight: "asyncio.Future[Definition | None]") -> None:
        self._flights.pop(key, None)
        if not flight.cancelled():
            flight.exception()  # whoever waits is told; when nobody does, it is no matter

    async def _load(self, actor: Actor, chosen: Chosen) -> Definition | None:
        async with self._database.begin(actor.scope) as tx:
            row, document = await self.look_up(tx, actor, chosen)
        return None if row is None else await self._keep(actor, chosen, row, document)

    async def load_in(self, tx: Transaction, actor: Actor, chosen: Chosen) -> Definition | None:
        """As ``load``, in a transaction that is open already."""
        row, document = await self.look_up(tx, actor, chosen)
        return None if row is None else await self._keep(actor, chosen, row, document)

    async def look_up(
        self, tx: Transaction, actor: Actor, chosen: Chosen
    ) -> tuple[Row | None, bytes | None]:
        """Return a workflow with what decides about it, and its document where that is needed."""
        row = await queries.load_startable(tx, actor, chosen.workflow_id, chosen.version)
        if row is None:
            return None, None
        content_hash = row["draft_hash"] if chosen.is_draft else row["content_hash"]
        if content_hash is None or (self._plans.find(content_hash) and not chosen.is_draft):
            return row, None
        version = None if chosen.is_draft else row["chosen_version"]
        found = await queries.load_document(tx, chosen.workflow_id, version)
        return row, None if found is None else found["document"]

    async def _keep(
        self, actor: Actor, chosen: Chosen, row: Row, document: bytes | None
    ) -> Definition:
        version, content_hash = _version_of(row, chosen)
        plan = self._plans.find(content_hash)
        if plan is None:
            if document is None:
                raise NoDraft("the draft was published or deleted just now; try again")
            plan = await self._plans.make(content_hash, document)
        latest = None if chosen.is_draft or chosen.version is not None else version
        definition = Definition(
            row, version, latest, content_hash, plan, document, self._clock() + self._kept_s
        )
        key = _key(actor, chosen)
        self._known[key] = definition
        self._known.move_to_end(key)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return definition


def _key(actor: Actor, chosen: Chosen) -> _Key:
    return (actor.tenant_id, actor.user_id, actor.role_ids, chosen)


def _version_of(row: Row, chosen: Chosen) -> tuple[int | None, str]:
    """Return the version, None for the draft, and the hash of what is to be executed."""
    if chosen.is_draft:
        if row["draft_hash"] is None:
            raise NoDraft("this workflow has no draft: everything is published")
        return None, row["draft_hash"]
    if row["latest_version"] is None:
        raise NotPublished
    if row["chosen_version"] is None:
        raise NotFound(f"this workflow has no version {chosen.version}")
    return row["chosen_version"], row["content_hash"]
