"""Who records: what became of executions, each in one transaction with its steps and its usage."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import structlog

from thaiyyal.features.executions import queries, record_queries
from thaiyyal.features.executions.assignment import Assignment, Finished, Outcome
from thaiyyal.features.executions.ending import record_end
from thaiyyal.features.executions.records import Record, is_quick, record_of
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

T = TypeVar("T")
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 15.0
_log = structlog.get_logger("thaiyyal.executions")


class Recorder:
    """Writes for one process, which ``owner`` stands for in the leases."""

    def __init__(self, database: Database, owner: UUID, settings: ExecutionSettings) -> None:
        self._database = database
        self._owner = owner
        self._settings = settings
        self._cpu_ms: Counter[TenantId] = Counter()
        # Its own: the threads of the event loop may all be busy with what users compute.
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="records")

    async def begin(self, assignment: Assignment, started_at: datetime) -> None:
        """Write that an execution has got its turn."""

        async def work(tx: Transaction) -> None:
            await record_queries.begin_execution(
                tx, assignment.id, lease_owner=self._owner, started_at=started_at
            )

        await self._insist(assignment, work)

    async def finish(self, assignment: Assignment, outcome: Outcome) -> Finished | None:
        """Write how an execution ended; None when it is no longer this process's to say."""
        found = await self._record_of(outcome)
        seconds = self._whole_seconds(assignment.tenant_id, found.finished.cpu_ms)

        async def work(tx: Transaction) -> bool:
            return await self._write(tx, assignment, found, seconds)

        if await self._insist(assignment, work):
            return found.finished
        _log.warning("result_not_recorded", execution_id=str(assignment.id), reason="lease lost")
        return None

    async def _record_of(self, outcome: Outcome) -> Record:
        most = self._settings.value_bytes
        if is_quick(outcome):
            return record_of(outcome, most_bytes=most)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._aside, lambda: record_of(outcome, most_bytes=most))

    async def _write(
        self, tx: Transaction, assignment: Assignment, found: Record, cpu_seconds: int
    ) -> bool:
        is_ours = await record_queries.finish_execution(
            tx,
            assignment.id,
            found.finished,
            found.output,
            lease_owner=self._owner,
            stored_bytes=found.stored_bytes,
        )
        if not is_ours:
            # An earlier try may have been committed although its connection was lost.
            return await record_queries.ended_at(tx, assignment.id) == found.finished.finished_at
        if found.blobs:
            await queries.insert_blobs(tx, assignment.id, found.blobs)
        if found.steps:
            await record_queries.insert_steps(tx, assignment.id, found.steps)
        await record_end(
            tx,
            assignment,
            found.finished,
            cpu_seconds=cpu_seconds,
            stored_bytes=found.stored_bytes,
        )
        return True

    def _whole_seconds(self, tenant_id: TenantId, cpu_ms: int) -> int:
        """Return the full seconds of what is not charged yet; the rest is kept for later."""
        seconds, rest = divmod(self._cpu_ms.pop(tenant_id, 0) + cpu_ms, 1_000)
        if rest:
            self._cpu_ms[tenant_id] = rest
        return seconds

    async def _insist(
        self, assignment: Assignment, work: Callable[[Transaction], Awaitable[T]]
    ) -> T:
        """Do a unit of work, again and again while the database is not there."""
        give_up_at = time.monotonic() + self._settings.recording_s
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                return await self._database.repeat(assignment.scope, work)
            except ThaiyyalError as error:
                if error.kind is not Kind.UNAVAILABLE or time.monotonic() > give_up_at:
                    raise
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
