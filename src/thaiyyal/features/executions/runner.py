"""Who runs: executions in this process, at most so many at once, each until it is recorded."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import structlog

from thaiyyal.engine import Execution, ExecutionResult, Ports
from thaiyyal.features.executions import record_queries
from thaiyyal.features.executions.assignment import Assignment, Finished, Outcome
from thaiyyal.features.executions.errors import ShuttingDown
from thaiyyal.features.executions.live import Live
from thaiyyal.features.executions.recorder import Recorder
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.stopping import Reason, ending_of
from thaiyyal.features.executions.turns import Turn, Turns
from thaiyyal.kernel.clock import Now, utc_now
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import new_id
from thaiyyal.sdk import StepFailure
from thaiyyal.store.unit_of_work import Database

PortsOf = Callable[[Assignment], Ports]
_RECORDING_S = 10.0
_log = structlog.get_logger("thaiyyal.executions")


class Runner:
    """Runs what is submitted to it, on one event loop, until ``drain``.

    ``owner`` stands for the process in the leases.
    """

    def __init__(
        self,
        database: Database,
        ports_of: PortsOf,
        settings: ExecutionSettings | None = None,
        *,
        now: Now = utc_now,
    ) -> None:
        self.settings = settings or ExecutionSettings()
        self.owner = new_id()
        self._database = database
        self._ports_of = ports_of
        self._now = now
        self._recorder = Recorder(database, self.owner, self.settings)
        self._turns = Turns(running=self.settings.running, waiting=self.settings.queued)
        self._live: dict[UUID, Live] = {}
        self.is_draining = False

    def reserve(self) -> Turn:
        """Return a turn for an execution that is about to be recorded.

        It has to come back by ``submit`` or by ``release``.

        Raises:
            ShuttingDown, Busy: There is none.
        """
        if self.is_draining:
            raise ShuttingDown
        return self._turns.take()

    def release(self, turn: Turn) -> None:
        """Give a turn back unused."""
        self._turns.give_back(turn)

    def submit(self, assignment: Assignment, turn: Turn) -> None:
        """Run a recorded execution as soon as its turn has come."""
        live = Live(assignment, turn)
        self._live[assignment.id] = live
        live.task = asyncio.get_running_loop().create_task(self._carry(live))

    async def wait(self, id_: UUID, timeout_s: float) -> Finished | None:
        """Wait for an end; None when it has not come in time, or is not this process's."""
        live = self._live.get(id_)
        if live is None or self.is_draining:
            return None
        return await live.wait(timeout_s)

    def cancel(self, id_: UUID) -> None:
        """Stop an execution, if it is in this process."""
        live = self._live.get(id_)
        if live is not None:
            live.stop(Reason.CANCELLED)

    async def renew_if_possible(self) -> None:
        """Renew, and if the database is away be ready for the moment in which it is back."""
        try:
            await self.renew()
        except ThaiyyalError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            _log.warning("leases_not_renewed", code=error.code)

    async def renew(self) -> None:
        """Renew all leases in one statement, and stop what others cancelled or took."""
        before = list(self._live.values())
        if not before:
            return
        ours = [(live.assignment.tenant_id, live.assignment.id) for live in before]
        async with self._database.begin() as tx:
            rows = await record_queries.renew_leases(
                tx, self.owner, ours, lease=self.settings.lease
            )
        cancelled = {row["execution_id"]: row["is_cancelled"] for row in rows}
        for live in before:
            is_cancelled = cancelled.get(live.assignment.id)
            if is_cancelled is None:
                live.stop(Reason.LOST)
            elif is_cancelled:
                live.stop(Reason.CANCELLED)

    def stop_waiting(self) -> None:
        """Begin nothing new, and let nobody wait any longer: the process is about to end."""
        self.is_draining = True
        for live in self._live.values():
            live.tell(None)

    async def drain(self, timeout_s: float) -> int:
        """Let what runs end in time, then stop it; return how many had to be stopped."""
        self.stop_waiting()
        await self._ended(timeout_s)
        left = list(self._live.values())
        for live in left:
            live.stop(Reason.SHUT_DOWN)
        await self._ended(_RECORDING_S)
        for live in self._live.values():
            _log.warning("execution_abandoned", execution_id=str(live.assignment.id))
        return len(left)

    async def _ended(self, timeout_s: float) -> None:
        tasks = [live.task for live in self._live.values() if live.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=timeout_s)

    async def _carry(self, live: Live) -> None:
        """Run and record one execution, whatever happens to it."""
        finished = None
        try:
            finished = await self._run_and_record(live)
        except Exception as error:  # noqa: BLE001 - nobody waits for this task: told here
            self._tell("execution_not_recorded", live, error)
        finally:
            del self._live[live.assignment.id]
            self._turns.give_back(live.turn)
            live.tell(finished)

    async def _run_and_record(self, live: Live) -> Finished | None:
        try:
            outcome = await self._run(live)
            if live.reason is Reason.LOST:
                return None
            return await self._recorder.finish(live.assignment, outcome)
        except Exception as error:  # noqa: BLE001 - what has a bug in it must end all the same
            self._tell("execution_failed_with_bug", live, error)
        return await self._recorder.finish(live.assignment, self._broken())

    async def _run(self, live: Live) -> Outcome:
        had_to_wait = not live.turn.has_come
        has_turn = await live.turn.wait()
        started_at, began_s = self._now(), time.perf_counter()
        if not has_turn or live.reason is not None:
            return self._outcome(live, None, None, began_s)
        if had_to_wait:
            await self._recorder.begin(live.assignment, started_at)
        result = await self._executed(live)
        return self._outcome(live, result, started_at, began_s)

    async def _executed(self, live: Live) -> ExecutionResult | None:
        if live.reason is not None:
            return None
        assignment = live.assignment
        live.execution = Execution(
            assignment.plan,
            self._ports_of(assignment),
            self.settings.limits,
            execution_id=str(assignment.id),
        )
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self.settings.longest_s, live.stop, Reason.TIMEOUT)
        try:
            return await live.execution.run(assignment.inputs)
        finally:
            timer.cancel()

    def _outcome(
        self,
        live: Live,
        result: ExecutionResult | None,
        started_at: datetime | None,
        began_s: float,
    ) -> Outcome:
        status, error = ending_of(live.reason, result, longest_s=self.settings.longest_s)
        return Outcome(status, error, started_at, began_s, self._now(), result)

    def _broken(self) -> Outcome:
        error = StepFailure("internal", "the execution met a bug of this program; the log has it")
        return Outcome("failed", error, None, 0.0, self._now())

    def _tell(self, event: str, live: Live, error: Exception) -> None:
        _log.error(event, execution_id=str(live.assignment.id), exc_info=error)
