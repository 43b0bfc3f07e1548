"""Runs one segment of an execution and has its end recorded."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import structlog

from thaiyyal.engine import Execution, ExecutionResult, JournalMismatch, Ports
from thaiyyal.features.executions.assignment import FINAL, Assignment, Finished, Outcome
from thaiyyal.features.executions.entries import time_from_ms
from thaiyyal.features.executions.followers import Followers
from thaiyyal.features.executions.kept_results import KeptResults
from thaiyyal.features.executions.live import LeaseLost, Live, Stale
from thaiyyal.features.executions.plans import StartedPlans
from thaiyyal.features.executions.records import Record, is_quick, record_of
from thaiyyal.features.executions.sealing import CannotSeal
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.stopping import Reason, ending_of
from thaiyyal.features.executions.writes import Ending, Write
from thaiyyal.kernel.clock import Now, utc_now
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.sdk import Limits, StepFailure

PortsOf = Callable[[Live], Ports]
_UNRECORDED_S = 0.05
"""How long an execution may run before it is recorded that it does, when nothing else is."""
_log = structlog.get_logger("thaiyyal.executions")


class Segments:
    """Runs segments in this process. ``followers``: what an end brings about."""

    def __init__(
        self,
        ports_of: PortsOf,
        followers: Followers,
        settings: ExecutionSettings,
        kept: KeptResults,
        *,
        now: Now = utc_now,
    ) -> None:
        self._ports_of = ports_of
        self._kept = kept
        self._plans = StartedPlans()
        self._followers = followers
        self._settings = settings
        self._now = now
        self._cpu_ms: Counter[TenantId] = Counter()
        # Its own: the threads of the event loop may all be busy with what users compute.
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="records")

    async def run(self, live: Live) -> Finished | None:
        """Run a segment; None when nothing was recorded because others have to go on with it."""
        try:
            outcome = await self._outcome(live)
        except LeaseLost:
            return None
        except CannotSeal as error:
            outcome = self._unsealed(live, error)
        except (Stale, ThaiyyalError) as error:
            if live.assignment.new is None and not isinstance(error, JournalMismatch):
                raise
            if not isinstance(error, JournalMismatch):
                live.refuse(error)
                return None
            outcome = self._broken(error.code, error.message)
        except Exception as error:  # noqa: BLE001 - what has a bug in it must end all the same
            _log.error(
                "execution_failed_with_bug",
                execution_id=str(live.assignment.id),
                exc_info=error,
            )
            outcome = self._broken(
                "internal", "the execution met a bug of this program; the log has it"
            )
        if live.reason in {Reason.LOST, Reason.SHUT_DOWN} and outcome.status == "cancelled":
            return None
        try:
            return await self._recorded(live, outcome)
        except CannotSeal as error:
            return await self._recorded(live, self._unsealed(live, error))

    def _unsealed(self, live: Live, error: CannotSeal) -> Outcome:
        """Forget what could not be sealed: it must not be stored; the execution has failed."""
        live.writer.blobs, live.writer.wholes = [], []
        return self._broken(error.code, error.message)

    async def look(self, live: Live) -> None:
        """Give a running execution the signals that came meanwhile."""
        for signal in await self._followers.new_signals(live):
            if live.execution is not None:
                live.execution.deliver(signal)

    async def _outcome(self, live: Live) -> Outcome:
        assignment = live.assignment
        started_at, began_s = self._now(), time.perf_counter()
        result: ExecutionResult | None = None
        await live.prepare()
        kept = await self._kept.find(assignment)
        if kept is not None:
            at = assignment.started_at or started_at
            return Outcome("succeeded", None, at, began_s, self._now(), kept=kept)
        if live.reason is None:
            live.execution = execution = self._execution(live)
            noting = asyncio.get_running_loop().call_later(_UNRECORDED_S, self._note, live)
            try:
                result = await execution.run(assignment.inputs)
            finally:
                noting.cancel()
                live.execution = None  # its ports lead back here: only the collector would end it
        status, error = ending_of(live.reason, result)
        if result is not None and status == "succeeded":
            await self._kept.keep(assignment, result.output, live.secrets)
        return Outcome(
            status, error, assignment.started_at or started_at, began_s, self._now(), result
        )

    def _execution(self, live: Live) -> Execution:
        assignment = live.assignment
        limits = self._settings.limits
        return Execution(
            self._plans.of(assignment.plan, assignment.trigger_node),
            self._ports_of(live),
            limits_of(limits, assignment, longest_s=self._settings.longest_s),
            key_root=str(assignment.key_root or assignment.id),
            seed=assignment.seed,
            suspend_after_s=self._settings.suspend_after_s,
            pinned=assignment.pinned,
            target=assignment.target_node,
            active_used_s=assignment.active_s,
            leaves_last_write=True,
        )

    def _note(self, live: Live) -> None:
        """Record that an execution runs, which has written nothing yet."""
        if not live.is_recorded:
            noted = asyncio.get_running_loop().create_task(live.send())
            noted.add_done_callback(lambda task: self._noted(live, task))

    def _noted(self, live: Live, task: "asyncio.Task[None]") -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Stale | ThaiyyalError):
            live.refuse(error)
            live.stop(Reason.LOST)
        elif error is not None:
            live.stop(Reason.LOST)

    async def _recorded(self, live: Live, outcome: Outcome) -> Finished | None:
        rows = live.rows_of(outcome.result.unwritten if outcome.result else ())
        record = await self._record_of(live, outcome)
        write = live.written([*rows, *record.rows], [*live.writer.blobs, *record.blobs])
        live.writer.blobs = []
        if record.whole is not None:
            live.writer.wholes.append(record.whole)
        write.sealed = await live.seal()
        write.cpu_seconds = self._whole_seconds(write.tenant_id, record.finished.cpu_ms)
        if live.is_recorded or record.finished.status not in FINAL:
            if not live.is_recorded:
                await live.send()
            self._end(live, write, outcome, record)
        else:
            _end_at_once(live, write, record)
        write.also = await self._followers.of_end(live, record.finished)
        try:
            result = await live.group.write(write)
        except ThaiyyalError as error:
            if write.new is None:
                raise
            live.refuse(error)
            return None
        if result.is_stale:
            live.refuse(Stale())
            return None
        if result.is_lost:
            _log.warning("result_not_recorded", execution_id=str(write.id), reason="lease lost")
            return None
        return record.finished

    async def _record_of(self, live: Live, outcome: Outcome) -> Record:
        most = self._settings.value_bytes

        def made() -> Record:
            return record_of(
                outcome,
                most_bytes=most,
                after=live.writer.seq,
                shown=live.settled.shown,
                secrets=live.secrets,
            )

        if is_quick(outcome):
            return made()
        return await asyncio.get_running_loop().run_in_executor(self._aside, made)

    def _end(self, live: Live, write: Write, outcome: Outcome, record: Record) -> None:
        finished, output, result = record.finished, record.output, outcome.result
        is_final = finished.status in FINAL
        write.stored_bytes = live.stored_bytes + (0 if output is None else len(output.stored))
        wake_ms = None if result is None else result.wake_at_ms
        write.ending = Ending(
            status=finished.status,
            output=None if output is None else output.stored,
            output_blob=None if output is None else output.digest,
            error=finished.error,
            cpu_ms=finished.cpu_ms,
            stored_bytes=write.stored_bytes,
            finished_at=finished.finished_at if is_final else None,
            active_ms=0 if result is None else round(result.active_s * 1e3),
            waiting_for=None if result is None or is_final else result.waiting_for,
            wake_at=None if wake_ms is None or is_final else time_from_ms(wake_ms),
            signals_seen=live.signals_seen or live.assignment.signals,
        )

    def _whole_seconds(self, tenant_id: TenantId, cpu_ms: int) -> int:
        """Return the full seconds of what is not charged yet; the rest is kept for later."""
        seconds, rest = divmod(self._cpu_ms.pop(tenant_id, 0) + cpu_ms, 1_000)
        if rest:
            self._cpu_ms[tenant_id] = rest
        return seconds

    def _broken(self, code: str, message: str) -> Outcome:
        return Outcome("failed", StepFailure(code, message), None, 0.0, self._now())


def limits_of(limits: Limits, assignment: Assignment, *, longest_s: float) -> Limits:
    """Return the limits of one execution: its workflow, or who started it, may set its time."""
    if assignment.time_limit_s is None:
        return limits
    return replace(limits, run_s=min(assignment.time_limit_s, longest_s))


def _end_at_once(live: Live, write: Write, record: Record) -> None:
    """Make the write of an execution that began and ended with no other between: one row."""
    new, finished, output = live.assignment.new, record.finished, record.output
    assert new is not None
    size = live.stored_bytes + (0 if output is None else len(output.stored))
    live.is_recorded = True
    write.blobs = [*live.assignment.blobs, *write.blobs]
    write.sealed = [*live.sealed, *write.sealed]
    write.stored_bytes = new.stored_bytes + size
    write.new = new._replace(
        status=finished.status,
        output=None if output is None else output.stored,
        output_blob=None if output is None else output.digest,
        error=finished.error,
        cpu_ms=finished.cpu_ms,
        stored_bytes=write.stored_bytes,
        started_at=finished.started_at or new.started_at,
        finished_at=finished.finished_at,
    )
