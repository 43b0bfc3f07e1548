"""Who starts: whether a workflow may be executed now, by whom, and where: here or by the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from thaiyyal.features.executions.assignment import Assignment, Finished
from thaiyyal.features.executions.definitions import Chosen, Definition, Definitions
from thaiyyal.features.executions.entries import storable
from thaiyyal.features.executions.errors import NoRoom, NoSuchTarget
from thaiyyal.features.executions.group import Written
from thaiyyal.features.executions.live import Stale
from thaiyyal.features.executions.making import (
    Given,
    blobs_of,
    given_input,
    new_execution,
    packed_pins,
    shown_row,
)
from thaiyyal.features.executions.runner import Runner
from thaiyyal.features.executions.sealing import Sealer, Whole
from thaiyyal.features.executions.views import address_of
from thaiyyal.features.executions.writes import Write
from thaiyyal.features.routing import CallContext, claim
from thaiyyal.features.tenancy.quotas import Metric, check
from thaiyyal.features.workflows import allowed
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId, new_id
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be executed: ``inputs`` is one value, or nothing.

    ``wait_s``: how long they wait for its end. ``pinned``: outputs that are given.
    ``target``: the node for which alone it is to run. ``secrets``: what is to be masked in both.
    """

    chosen: Chosen
    inputs: Sequence[Value] = ()
    wait_s: float = 0.0
    priority: int = 0
    trigger: str = "api"
    time_limit_s: float | None = None
    pinned: Any = None
    target: str | None = None
    delay_s: float = 0.0
    secrets: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Started:
    """An execution, with its row as it was recorded; without one an earlier request started it.

    ``finished``: it has ended, or was suspended, while the caller waited.
    """

    id: ExecutionId
    row: Row | None = None
    finished: Finished | None = None
    blob: bytes | None = None


async def start_execution(call: CallContext, wish: Wish) -> Started:
    """Record an execution, and see to it that it is run: here when somebody waits, else queued.

    Raises:
        NotFound, Forbidden: The workflow, or its version, is not there or not for the caller.
        NotPublished, NoDraft: There is nothing to execute.
        InvalidDocument: The draft, or what became of an old version, cannot run.
        NoSuchTarget: There is no such node in it.
        InvalidInput, LimitExceeded: The input is not what the workflow takes.
        QuotaExceeded: The tenant has no execution left.
        ShuttingDown: This process takes none.
    """
    definitions = call.service(Definitions)
    for _ in range(_TRIES):
        definition = definitions.find(call.actor, wish.chosen)
        if definition is None:
            definition = await definitions.load(call.actor, wish.chosen)
        row = allowed(
            call, Permission.WORKFLOWS_EXECUTE, None if definition is None else definition.row
        )
        assert definition is not None
        assert row is not None
        _check_target(definition, wish.target)
        assert call.actor.tenant_id is not None
        given = await given_input(
            call.services,
            wish.inputs,
            definition.plan,
            tenant_id=call.actor.tenant_id,
            workflow_id=definition.row["id"],
            secrets=wish.secrets,
        )
        pinned, wholes = packed_pins(wish.pinned or {}, given.secrets)
        wholes = (*given.wholes, *wholes)
        try:
            return await _Starting(call, wish, definition, given, pinned, wholes).start()
        except Stale:
            definitions.forget(call.actor, wish.chosen)
    raise NotFound("the workflow changes faster than it can be read; try again")


def _check_target(definition: Definition, target: str | None) -> None:
    """Check that a target is there, and has an id that can be recorded."""
    if target is None:
        return
    if target not in definition.plan.workflow.by_id or storable(target) != target:
        raise NoSuchTarget(target)


@dataclass(slots=True)
class _Starting:
    """One wish on its way, with what was looked up for it."""

    call: CallContext
    wish: Wish
    definition: Definition
    given: Given
    pinned: bytes | None
    wholes: Sequence[Whole]

    async def start(self) -> Started:
        runner = self.call.service(Runner)
        runs_here = self.wish.wait_s > 0 and not self.wish.delay_s and runner.has_room
        if "idempotency-key" in self.call.request.headers:
            return await self._claimed(runner, runs_here=runs_here)
        if runs_here:
            try:
                return await self._run_here(runner)
            except NoRoom as error:
                if error.metric is not Metric.ACTIVE_EXECUTIONS:
                    await self._refuse(error)
        return await self._queued(runner)

    async def _run_here(self, runner: Runner) -> Started:
        """Run it at once; that it began is recorded with the first thing that it does."""
        assignment = self._assignment(self._row("running"))
        live = runner.run_here(assignment)
        finished = await live.wait(self.wish.wait_s)
        assert assignment.new is not None
        return self._started(assignment.id, assignment.new._asdict(), finished)

    async def _queued(self, runner: Runner) -> Started:
        write = await self._write(self._row("queued"))
        try:
            written = await runner.group.write(write)
        except NoRoom as error:
            await self._refuse(error)
            written = await runner.group.write(write)
        _refuse_stale(written)
        assert write.new is not None
        return self._started(write.id, write.new._asdict(), None)

    async def _claimed(self, runner: Runner, *, runs_here: bool) -> Started:
        """As the others, in one transaction with the key that the request came with."""
        scope = self.call.actor.scope
        for has_place in (True, False) if runs_here else (False,):
            try:
                work = partial(self._record, runner, runs_here=has_place)
                started, write = await self.call.database.repeat(scope, work)
            except NoRoom as error:
                if error.metric is not Metric.ACTIVE_EXECUTIONS:
                    await self._refuse(error)
                    raise
                continue
            if write is None or write.new is None or not has_place:
                return started
            live = runner.run_here(self._assignment(write.new, id_=write.id, is_recorded=True))
            finished = await live.wait(self.wish.wait_s)
            return self._started(write.id, write.new._asdict(), finished)
        raise AssertionError("a queued execution needs no place")

    async def _record(
        self, runner: Runner, tx: Transaction, *, runs_here: bool
    ) -> tuple[Started, Write | None]:
        claimed = await claim(self.call, tx)
        if claimed is not None and claimed.stored is not None:
            return Started(ExecutionId(UUID(claimed.stored.body.decode()))), None
        write = await self._write(self._row("running" if runs_here else "queued"), tx)
        if runs_here:
            await runner.membership.hold(tx)
        (written,) = await runner.recorder.commit_in(tx, [write])
        _refuse_stale(written)
        if claimed is not None:
            place = {"location": address_of(self.definition.row["id"], write.id)}
            await claimed.keep(tx, 202, str(write.id).encode(), place)
        assert write.new is not None
        return self._started(write.id, write.new._asdict(), None), write

    def _row(self, status: str) -> Any:
        wish = self.wish
        new = new_execution(
            self.definition,
            self.given.payload,
            status=status,
            trigger=wish.trigger,
            started_by=self.call.actor.user_id,
            durability="inline" if status == "running" else "durable",
            priority=wish.priority,
            time_limit_s=wish.time_limit_s,
            delay_s=wish.delay_s,
        )
        return new._replace(pinned=self.pinned, target_node=wish.target)

    def _assignment(
        self, new: Any, *, id_: ExecutionId | None = None, is_recorded: bool = False
    ) -> Assignment:
        tenant_id = self.call.actor.tenant_id
        assert tenant_id is not None
        return Assignment(
            id=id_ or ExecutionId(new_id()),
            tenant_id=TenantId(tenant_id),
            workflow_id=WorkflowId(self.definition.row["id"]),
            plan=self.definition.plan,
            inputs=self.wish.inputs,
            started_by=new.started_by,
            trigger=new.trigger,
            content_hash=self.definition.content_hash,
            seed=new.seed,
            actor=self.call.actor,
            new=None if is_recorded else new,
            blobs=blobs_of(self.given.payload, self.definition),
            started_at=new.started_at,
            time_limit_s=None if new.time_limit_ms is None else new.time_limit_ms / 1e3,
            pinned=self.wish.pinned or {},
            target_node=self.wish.target,
            secrets=self.given.secrets.texts,
            wholes=() if is_recorded else self.wholes,
        )

    async def _write(self, new: Any, tx: Transaction | None = None) -> Write:
        tenant_id = self.call.actor.tenant_id
        assert tenant_id is not None
        id_ = ExecutionId(new_id())
        sealer = self.call.service(Sealer)
        return Write(
            TenantId(tenant_id),
            id_,
            WorkflowId(self.definition.row["id"]),
            0 if new.status == "queued" else 1,
            actor=self.call.actor,
            started_by=new.started_by,
            new=new,
            blobs=blobs_of(self.given.payload, self.definition),
            sealed=await sealer.seal(TenantId(tenant_id), id_, self.wholes, tx=tx),
            stored_bytes=new.stored_bytes,
        )

    def _started(self, id_: ExecutionId, row: Row, finished: Finished | None) -> Started:
        shown = {"id": id_, **shown_row(row, self.definition)}
        payload = self.given.payload
        blob = None if payload is None else payload.blob
        if blob is not None:
            shown["input"] = blob.content
        return Started(id_, shown, finished)

    async def _refuse(self, error: NoRoom) -> None:
        """Say how much is used of what there is no more of; there may be room again by now.

        Raises:
            QuotaExceeded: There is none.
        """
        async with self.call.database.begin(self.call.actor.scope) as tx:
            await check(tx, error.metric, 0 if error.metric is Metric.CPU_SECONDS else 1)
        self.call.service(Runner).full.forget(error.tenant_id, error.metric)


def _refuse_stale(written: Written) -> None:
    if written.is_stale:
        raise Stale
