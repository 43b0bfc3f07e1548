"""Who runs: executions in this process, each until its segment is recorded or others took it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence, Set
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import structlog

from thaiyyal.features.executions import worker_queries
from thaiyyal.features.executions.assignment import Assignment, Finished
from thaiyyal.features.executions.claims import Claims
from thaiyyal.features.executions.errors import ShuttingDown
from thaiyyal.features.executions.fullness import Fullness, parts_of
from thaiyyal.features.executions.group import GroupRecorder, Written
from thaiyyal.features.executions.live import Group, Live, writer_of
from thaiyyal.features.executions.membership import DeclaredDead, Membership
from thaiyyal.features.executions.sealing import Sealer
from thaiyyal.features.executions.segment import Segments
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.settled import Settled
from thaiyyal.features.executions.stopping import Reason
from thaiyyal.features.executions.writes import Write
from thaiyyal.kernel.clock import Now, utc_now
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.commit_group import CommitGroup
from thaiyyal.store.unit_of_work import Database

_RECORDING_S = 10.0
_log = structlog.get_logger("thaiyyal.executions")


class Metrics(Protocol):
    """What is counted of executions."""

    def started(self, trigger: str) -> None: ...

    def finished(self, status: str, trigger: str, seconds: float) -> None: ...

    def group(self, size: int, seconds: float) -> None: ...

    def taken_over(self, number: int) -> None: ...

    def recorded(self, rows: int) -> None: ...


class Runner:
    """Runs executions on one event loop, until ``drain``."""

    def __init__(
        self,
        database: Database,
        segments: Segments,
        claims: Claims,
        settings: ExecutionSettings,
        membership: Membership,
        *,
        sealer: Sealer,
        now: Now = utc_now,
        metrics: Metrics | None = None,
    ) -> None:
        self.settings = settings
        self.membership = membership
        recorded = None if metrics is None else metrics.recorded
        self.full = Fullness()
        self.recorder = GroupRecorder(database, membership, full=self.full, recorded=recorded)
        self.group: Group = CommitGroup(
            self._commit,
            most=settings.group,
            patience_s=settings.recording_s,
            told=None if metrics is None else metrics.group,
            refused=self.full.refusal_of,
            parted=parts_of,
        )
        self._database = database
        self._segments = segments
        self._claims = claims
        self._sealer = sealer
        self._now = now
        self._metrics = metrics
        self._live: dict[UUID, Live] = {}
        self._looking: set[asyncio.Task[None]] = set()
        self._claiming: set[UUID] = set()
        self._strays: set[UUID] = set()
        self.is_draining = False

    @property
    def running(self) -> int:
        """How many executions run here."""
        return len(self._live)

    @property
    def has_room(self) -> bool:
        """Whether one more may run here while somebody waits for it."""
        return not self.is_draining and len(self._live) < self.settings.running

    async def open(self) -> None:
        """Make the process known, so that executions may be leased to it."""
        await self.renew()

    # ---- running

    def run_here(self, assignment: Assignment) -> Live:
        """Run an execution at once, for somebody who waits.

        Raises:
            ShuttingDown: The process takes no more.
        """
        if self.is_draining:
            raise ShuttingDown
        return self._begin(assignment)

    async def run_batch(self, tenant_id: TenantId, ids: Sequence[UUID]) -> None:
        """Claim admitted executions of one tenant and run them to the ends of their segments.

        Raises:
            DatabaseUnavailable: Nothing could be claimed; the queue has to try again.
        """
        if self.is_draining:
            raise ShuttingDown
        self._claiming.update(ids)
        try:
            claimed = await self._fenced(
                lambda: self._claims.claim(self.membership, tenant_id, ids)
            )
            tasks = [task for one in claimed if (task := self._begin(one).task) is not None]
        finally:
            self._claiming.difference_update(ids)
        if tasks:
            await asyncio.wait(tasks)

    def _begin(self, assignment: Assignment) -> Live:
        shown = {row["node_id"] for row in assignment.journal if row["kind"] in {"step", "outcome"}}
        live = Live(
            assignment,
            self.group,
            writer_of(assignment, most_bytes=self.settings.value_bytes),
            self._now,
            Settled(shown),
            self._sealer,
            is_recorded=assignment.new is None,
            is_held=assignment.new is None,
        )
        if assignment.is_cancelled:
            live.reason = Reason.CANCELLED
        self._live[assignment.id] = live
        live.task = asyncio.get_running_loop().create_task(self._carry(live))
        if self._metrics is not None and not assignment.journal:
            self._metrics.started(assignment.trigger)
        return live

    async def _carry(self, live: Live) -> None:
        """Run one segment, whatever happens in it."""
        finished = None
        try:
            finished = await self._segments.run(live)
        except DeclaredDead:
            self.lose_all()
        except Exception as error:  # noqa: BLE001 - nobody waits for this task: told here
            self._tell("execution_not_recorded", live, error)
        finally:
            self._live.pop(live.assignment.id, None)
            live.tell(finished)
        if finished is not None and self._metrics is not None and finished.finished_at is not None:
            began = finished.started_at or finished.finished_at
            seconds = (finished.finished_at - began).total_seconds()
            self._metrics.finished(finished.status, live.assignment.trigger, seconds)

    # ---- from outside

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

    def be_told(self, ids: Set[UUID]) -> None:
        """Take note that executions were sent something, wherever they run."""
        lives = [self._live[id_] for id_ in ids if id_ in self._live]
        if lives:
            looking = asyncio.get_running_loop().create_task(self._look(lives))
            self._looking.add(looking)
            looking.add_done_callback(self._looking.discard)

    async def _look(self, lives: Sequence[Live]) -> None:
        """Look what they were sent: signals, or the wish that they stop."""
        try:
            await self.renew()
            for live in lives:
                await self._segments.look(live)
        except ThaiyyalError as error:
            _log.warning("executions_not_told", code=error.code)

    # ---- the lease

    async def renew(self) -> None:
        """Renew the lease, and stop what others want stopped; begin anew when it was lost."""
        asked = await self.membership.renew(self._database)
        if asked is None:
            self.lose_all()
            await self.membership.renew(self._database)
            return
        for id_ in asked:
            self.cancel(id_)

    async def renew_if_possible(self) -> None:
        """Renew; while the database is away there is nothing to renew."""
        try:
            await self.renew()
        except ThaiyyalError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            _log.warning("lease_not_renewed", code=error.code)

    def lose_all(self) -> None:
        """Stop what was held without recording: others go on with it."""
        held = [live for live in self._live.values() if live.is_held]
        if held:
            _log.warning("lease_lost", executions=len(held))
        self.membership.begin_anew()
        for live in held:
            live.stop(Reason.LOST)

    async def take_over(self) -> int:
        """Give what dead processes held to those that live; return how many executions."""
        settings = self.settings
        async with self._database.begin() as tx:
            number = await worker_queries.take_over(
                tx,
                lease=settings.lease,
                most_crashes=settings.most_crashes,
                suspect_after=settings.suspect_after,
            )
        if number:
            _log.warning("executions_taken_over", executions=number)
            if self._metrics is not None:
                self._metrics.taken_over(number)
        return number

    async def wake(self) -> int:
        """Let those go on whose time has come; return how many."""
        async with self._database.begin() as tx:
            return await worker_queries.wake_executions(tx, most=self.settings.woken)

    async def free_jobs(self) -> int:
        """Give to others what processes had taken that died before they began it."""
        async with self._database.begin() as tx:
            return await worker_queries.free_jobs(tx, older_than=self._silence)

    async def reconcile(self) -> int:
        """Repair what lost answers have left between the queue and the executions."""
        async with self._database.begin() as tx:
            repaired = await worker_queries.reconcile_queue(tx, older_than=self._silence)
            return repaired + await worker_queries.admit_backlog(tx)

    @property
    def _silence(self) -> timedelta:
        return max(self.settings.lease, timedelta(seconds=1))

    async def give_back(self) -> int:
        """Give back what is leased to this process and does not run in it, at the second look.

        The answer to a claim may be lost with the connection: then nobody knows of it.
        """
        async with self._database.begin() as tx:
            held = set(await worker_queries.list_held(tx, self.membership.id))
            strays = held - self._live.keys() - self._claiming
            left = strays & self._strays
            self._strays = strays - left
            if not left:
                return 0
            _log.warning("executions_given_back", executions=len(left))
            return await worker_queries.release_held(
                tx,
                self.membership.id,
                sorted(left),
                most_crashes=self.settings.most_crashes,
                suspect_after=self.settings.suspect_after,
            )

    # ---- the end

    def stop_waiting(self) -> None:
        """Begin nothing new, and let nobody wait any longer: the process is about to end."""
        self.is_draining = True
        for live in self._live.values():
            live.tell(None)

    async def drain(self, timeout_s: float) -> int:
        """Let what runs end in time; the rest goes back to the queue. Return how many those are."""
        self.stop_waiting()
        await self._ended(timeout_s)
        left = list(self._live.values())
        for live in left:
            live.stop(Reason.SHUT_DOWN)
        await self._ended(_RECORDING_S)
        for live in self._live.values():
            _log.warning("execution_abandoned", execution_id=str(live.assignment.id))
        await self.group.flush()
        await self._leave()
        return len(left)

    async def _leave(self) -> None:
        try:
            await self.membership.leave(self._database)
        except ThaiyyalError as error:
            _log.warning("lease_not_given_back", code=error.code)

    async def _ended(self, timeout_s: float) -> None:
        tasks = [live.task for live in self._live.values() if live.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=timeout_s)

    async def _commit(self, writes: Sequence[Write]) -> list[Written]:
        """Record a group; under a new name when the old one was lost: what is new does not suffer.

        Raises:
            NoRoom, DatabaseUnavailable: As ``GroupRecorder.commit``.
        """
        try:
            return await self.recorder.commit(writes)
        except DeclaredDead:
            self.lose_all()
            return await self.recorder.commit(writes)

    async def _fenced(
        self, work: Callable[[], Awaitable[Sequence[Assignment]]]
    ) -> Sequence[Assignment]:
        """Do what needs the lease; once again under a new name when it was lost meanwhile."""
        try:
            return await work()
        except DeclaredDead:
            self.lose_all()
            return await work()

    def _tell(self, event: str, live: Live, error: Exception) -> None:
        _log.error(event, execution_id=str(live.assignment.id), exc_info=error)
