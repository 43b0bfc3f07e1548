"""Starts what is due: each slot of a schedule once, however many schedulers there are.

The row of a schedule is locked while its slots are ordered and its next one is written, all in one
transaction; another scheduler skips it, and finds it advanced afterwards.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions.orders import Order, order_execution
from thaiyyal.features.routing import Services
from thaiyyal.features.routing.schema import moment_text
from thaiyyal.features.triggers import queries
from thaiyyal.features.triggers.found import timetable_of_row
from thaiyyal.features.triggers.timetable import Due, delay_of, due_slots
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

TRIGGER = "schedule"
_AT_A_LOOK = 200
_BESIDE = 4
_SLOTS_AT_ONCE = 20
_LONGEST_ERROR = 2_000
_log = structlog.get_logger("thaiyyal.triggers")


@dataclass(frozen=True, slots=True)
class _Schedule:
    tenant_id: TenantId
    id: UUID


class Scheduler:
    """Looks for slots that have come; safe in any number of processes."""

    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services

    async def run_due(self) -> int:
        """Start everything that is due; return how many executions were ordered."""
        ordered, is_more = 0, True
        while is_more:
            async with self._database.begin() as tx:
                rows = await queries.list_due(tx, most=_AT_A_LOOK)
            found = await self._run_all(
                [_Schedule(TenantId(row["tenant_id"]), row["schedule_id"]) for row in rows]
            )
            ordered += found
            is_more = found > 0
        return ordered

    async def _run_all(self, schedules: list[_Schedule]) -> int:
        """Run schedules beside each other; one that fails is told in the log and stops no other."""
        gate = asyncio.Semaphore(_BESIDE)
        found = await asyncio.gather(
            *[self._run_one(one, gate) for one in schedules], return_exceptions=True
        )
        for schedule, result in zip(schedules, found, strict=True):
            if isinstance(result, BaseException):
                _log.error(
                    "schedule_failed",
                    schedule_id=str(schedule.id),
                    tenant_id=str(schedule.tenant_id),
                    error=type(result).__name__,
                    detail=str(result)[:500],
                )
        return sum(result for result in found if isinstance(result, int))

    async def _run_one(self, schedule: _Schedule, gate: asyncio.Semaphore) -> int:
        """Order what is due of one schedule; slot by slot where not all can be started."""
        async with gate:
            for most in (_SLOTS_AT_ONCE, 1):
                try:
                    return await self._order_due(schedule, most=most)
                except ThaiyyalError as error:
                    if error.kind is Kind.UNAVAILABLE:
                        raise
                    refusal = error
            return await self._refuse(schedule, refusal)

    async def _order_due(self, schedule: _Schedule, *, most: int) -> int:
        async def order(tx: Transaction) -> int:
            row = await queries.lock_due_schedule(tx, schedule.id)
            if row is None:
                return 0
            due = _due(row, most=most)
            last_id = None
            for slot in due.slots:
                last_id = await order_execution(tx, self._services, _order(row, slot))
            await _advance(tx, row, due, last_execution_id=last_id)
            return len(due.slots)

        return await self._database.repeat(TenantScope(schedule.tenant_id), order)

    async def _refuse(self, schedule: _Schedule, error: ThaiyyalError) -> int:
        """Go past a slot that cannot be started, and say why."""
        async with self._database.begin(TenantScope(schedule.tenant_id)) as tx:
            row = await queries.lock_due_schedule(tx, schedule.id)
            if row is None:
                return 0
            due = _due(row, most=1)
            if due.slots:
                details: Value = {
                    "code": error.code,
                    "slot": moment_text(due.slots[-1]),
                    "workflow_id": str(row["workflow_id"]),
                }
                change = Change(
                    "schedule.slot_refused",
                    "schedule",
                    schedule.id,
                    details=details,
                    succeeded=False,
                )
                await record(tx, SYSTEM, change)
            await _advance(tx, row, due, error=error.message[:_LONGEST_ERROR])
        return len(due.slots)


def _due(row: Row, *, most: int) -> Due:
    return due_slots(
        timetable_of_row(row),
        row["next_at"],
        now=row["now"],
        catch_up=row["catch_up"],
        most=most,
    )


def _order(row: Row, slot: datetime) -> Order:
    start_at = slot + delay_of(row["id"], slot, jitter=timedelta(milliseconds=row["jitter_ms"]))
    given: Value = {"scheduled_for": moment_text(slot), "schedule_id": str(row["id"])}
    return Order(
        row["workflow_id"],
        TRIGGER,
        (given,),
        version=row["version"],
        trigger_node=row["node_id"],
        start_at=start_at if start_at > row["now"] else None,
    )


async def _advance(
    tx: Transaction,
    row: Row,
    due: Due,
    *,
    last_execution_id: UUID | None = None,
    error: str | None = None,
) -> None:
    await queries.advance_schedule(
        tx,
        row["id"],
        next_at=due.next_at,
        last_at=due.slots[-1] if due.slots else None,
        last_execution_id=last_execution_id,
        last_error=error,
    )
