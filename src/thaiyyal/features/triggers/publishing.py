"""Publishing a version updates its schedules and webhooks, in the same transaction."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from thaiyyal.features.triggers import queries, webhook_queries
from thaiyyal.features.triggers.addresses import digest_of, new_address
from thaiyyal.features.triggers.found import (
    FoundSchedule,
    FoundTriggers,
    FoundWebhook,
    drafted_webhooks,
    timetable_of,
    timetable_of_row,
    triggers_in,
)
from thaiyyal.features.workflows.after_publish import Published
from thaiyyal.features.workflows.checker import InvalidDocument, Verdict, document_from
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import new_id
from thaiyyal.store.payload import pack, unpack_json
from thaiyyal.store.transaction import Row, Transaction

_MARK = b"_trigger"
"""A document without this in its text has no triggers, and need not be read again."""


class TriggersOfVersions:
    """Keeps the triggers of every workflow those of its latest version."""

    async def published(self, tx: Transaction, published: Published) -> None:
        """Write what the version has, and close what it has no more.

        Raises:
            InvalidDocument: There are too many, or a node has an id that cannot be a trigger's.
        """
        found = _found(published.stored)
        if found.problems:
            raise InvalidDocument(Verdict(found.problems))
        await self._write_schedules(tx, published, found)
        await self._write_webhooks(tx, published, found)

    async def drafted(self, tx: Transaction, workflow_id: UUID, stored: bytes) -> None:
        """Give the webhooks of a draft their addresses, so that they can be tried."""
        if _MARK not in unpack_json(stored):
            return
        rows = [_webhook_row(one) for one in drafted_webhooks(document_from(stored))]
        if rows:
            await webhook_queries.prepare_webhooks(tx, workflow_id, rows)

    async def trashed(self, tx: Transaction, workflow_id: UUID) -> None:
        """Let no slot come; the addresses are closed by the trash itself."""
        await queries.disable_schedules(tx, workflow_id)

    async def restored(self, tx: Transaction, workflow_id: UUID) -> None:
        """Let slots come again, from now on: what was in the trash has missed none."""
        rows = await queries.list_schedules(tx, workflow_id)
        now = utc_now()
        if rows:
            await queries.set_next(tx, {row["id"]: next_of(row, now) for row in rows})

    async def _write_schedules(
        self, tx: Transaction, published: Published, found: FoundTriggers
    ) -> None:
        now = utc_now()
        ids = [one.node_id for one in found.schedules]
        if published.version > 1:
            await queries.drop_other_schedules(tx, published.workflow_id, ids)
        if ids:
            rows = [_schedule_row(one, now) for one in found.schedules]
            await queries.upsert_schedules(
                tx, published.workflow_id, rows, version=published.version, now=now
            )

    async def _write_webhooks(
        self, tx: Transaction, published: Published, found: FoundTriggers
    ) -> None:
        ids = [one.node_id for one in found.webhooks]
        if published.version > 1:
            await webhook_queries.disable_other_webhooks(tx, published.workflow_id, ids)
        if ids:
            rows = [_webhook_row(one) for one in found.webhooks]
            await webhook_queries.upsert_webhooks(
                tx, published.workflow_id, rows, version=published.version
            )


def next_of(row: Row, now: datetime) -> datetime | None:
    """Return the next slot of a schedule's row; None while it is paused."""
    if row["paused_at"] is not None:
        return None
    return timetable_of_row(row).after(now)


def _found(stored: bytes) -> FoundTriggers:
    if _MARK not in unpack_json(stored):
        return FoundTriggers()
    return triggers_in(document_from(stored))


def _schedule_row(one: FoundSchedule, now: datetime) -> dict[str, Any]:
    timetable = timetable_of(
        cron=one.cron, every_ms=one.every_ms, time_zone=one.time_zone, anchor_at=now
    )
    return {**asdict(one), "id": new_id(), "next_at": timetable.after(now)}


def _webhook_row(one: FoundWebhook) -> dict[str, Any]:
    address, test_address = new_address(), new_address()
    return {
        "id": new_id(),
        "node_id": one.node_id,
        "method": one.method,
        "params": pack(one.params),
        "address": address,
        "address_digest": digest_of(address),
        "test_address": test_address,
        "test_digest": digest_of(test_address),
    }
