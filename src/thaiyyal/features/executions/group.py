"""One transaction for many executions: what is new, what happened, what ended, and who may go on.

Everything here may be done twice: after an outage nobody knows whether the first try was stored.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg
import structlog

from thaiyyal.features.audit import Change, record, record_all
from thaiyyal.features.executions import group_queries as queries
from thaiyyal.features.executions.audit_groups import changes_of
from thaiyyal.features.executions.errors import NoRoom
from thaiyyal.features.executions.fullness import Fullness, asked_of
from thaiyyal.features.executions.logs.lines import MOST_LINES
from thaiyyal.features.executions.membership import DeclaredDead, Membership
from thaiyyal.features.executions.writes import Write
from thaiyyal.features.tenancy.quotas import Level, Metric, warning_of
from thaiyyal.kernel.actor import SYSTEM, Actor, TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.executions")
DEAD = "TH001"
AGAIN = "again"
"""Of an execution that an earlier try has ended: it is not counted twice."""
_SIGNALLED = "signalled"
_FINAL = frozenset({"succeeded", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a write. ``is_stale``: its workflow is not as was believed; not recorded.

    ``is_lost``: the process does not hold the execution any more; nothing was recorded.
    ``status``: of an execution that was ended or suspended, as it is now.
    """

    is_stale: bool = False
    is_lost: bool = False
    status: str | None = None


_DONE, _STALE, _LOST = Written(), Written(is_stale=True), Written(is_lost=True)


class GroupRecorder:
    """Writes groups for one process. ``recorded`` is told how many rows of journals it wrote."""

    def __init__(
        self,
        database: Database,
        membership: Membership,
        *,
        full: Fullness | None = None,
        recorded: Callable[[int], None] | None = None,
    ) -> None:
        self._full = full or Fullness()
        self._database = database
        self._membership = membership
        self._recorded = recorded

    async def commit(self, writes: Sequence[Write]) -> list[Written]:
        """Write a group in one transaction.

        Raises:
            DeclaredDead: The process may record nothing any more.
            NoRoom: One of the tenants has no room; nothing was written.
            DatabaseUnavailable: As it says; write the same again.
        """
        for write in writes:
            if write.also and self._full.refusal_of_all([write, *write.also]) is not None:
                _start_nothing_after(write)
        try:
            return await self._committed(writes)
        except NoRoom as error:
            if len(writes) > 1:
                raise
            self._full.learn(writes[0], error)
            if not writes[0].also:
                raise
        # What has ended has ended, whether there is room for what follows it or not.
        _start_nothing_after(writes[0])
        return await self._committed(writes)

    async def _committed(self, writes: Sequence[Write]) -> list[Written]:
        try:
            async with self._database.begin(_scope_of(writes)) as tx:
                worker = await self._membership.hold(tx)
                return await self.commit_in(tx, writes, worker=worker)
        except psycopg.Error as error:
            if error.sqlstate == DEAD:
                raise DeclaredDead from error
            raise

    async def commit_in(
        self, tx: Transaction, writes: Sequence[Write], *, worker: UUID | None = None
    ) -> list[Written]:
        """Write a group as part of a transaction; ``worker`` is who holds it."""
        worker, scope = worker or self._membership.id, tx.scope
        started = await self._start(tx, worker, writes)
        kept = [w for w in writes if w.new is None or w.id in started]
        held = await self._append(tx, worker, kept)
        ended = await self._end(tx, worker, [w for w in kept if w.frees])
        also = [other for w in kept if _is_recorded(w, ended) for other in w.also]
        if also:
            started |= await self._start(tx, worker, also)
            followers = [w for w in also if w.id in started]
            await self._append(tx, worker, followers)
            kept += followers
        new = [w for w in kept if w.new is not None and started[w.id]]
        freed = [w for w in kept if w.frees and ended.get(w.id, AGAIN) != AGAIN]
        await self._count(tx, new, freed)
        tenants = {w.tenant_id for w in new if _may_be_admitted(w)} | {w.tenant_id for w in freed}
        if tenants:
            await queries.admit(tx, sorted(tenants))
        await _audit(tx, new, freed, scope)
        told = [w.id for w in kept if w.new is None or w.new.status not in _FINAL]
        await queries.notify(tx, told)
        signalled = [id_ for id_, status in ended.items() if status == _SIGNALLED]
        await queries.notify_addressed(tx, signalled)
        return [_written(w, started, held, ended) for w in writes]

    async def _start(
        self, tx: Transaction, worker: UUID, writes: Sequence[Write]
    ) -> dict[UUID, bool]:
        if not any(w.new is not None for w in writes):
            return {}
        return await queries.start_executions(tx, worker, writes)

    async def _append(self, tx: Transaction, worker: UUID, writes: Sequence[Write]) -> set[UUID]:
        if any(w.blobs for w in writes):
            await queries.append_blobs(tx, writes)
        if any(w.logs for w in writes):
            await queries.append_logs(tx, worker, writes, most=MOST_LINES)
        if any(w.sealed for w in writes):
            await queries.append_sealed(tx, worker, writes)
        rows = [(w.tenant_id, w.id, w.attempt, row) for w in writes for row in w.rows]
        if not rows:
            return set()
        if self._recorded is not None:
            self._recorded(len(rows))
        return await queries.append_steps(tx, worker, rows)

    async def _end(self, tx: Transaction, worker: UUID, writes: Sequence[Write]) -> dict[UUID, str]:
        if not writes:
            return {}
        rows = await queries.end_executions(tx, worker, writes)
        return {row["ended_id"]: row["ended_status"] for row in rows}

    async def _count(self, tx: Transaction, new: Sequence[Write], freed: Sequence[Write]) -> None:
        taken: Counter[tuple[TenantId, str]] = Counter()
        for w in (*new, *freed) if new else ():
            # Who takes from several counters begins with this one: nobody waits in a circle.
            taken[w.tenant_id, Metric.ACTIVE_EXECUTIONS] = 0
        taken.update(asked_of(new))
        if taken:
            rows = await queries.take_usage(tx, taken, is_checked=True)
            fit = {(row["tenant_id"], row["metric"]) for row in rows}
            full = next(
                (key for key in sorted(taken) if key not in fit and _asks(taken, key)), None
            )
            if full is not None:
                raise NoRoom(Metric(full[1]), full[0])
            await _warn(tx, rows)
        back: Counter[tuple[TenantId, str]] = Counter()
        for w in freed:
            self._full.forget(w.tenant_id, Metric.ACTIVE_EXECUTIONS)
            back[w.tenant_id, Metric.ACTIVE_EXECUTIONS] -= 1
            back[w.tenant_id, Metric.STORAGE_BYTES] += w.stored_bytes
            back[w.tenant_id, Metric.CPU_SECONDS] += w.cpu_seconds
        if back:
            await _warn(tx, await queries.take_usage(tx, back, is_checked=False))


def _start_nothing_after(write: Write) -> None:
    _log.warning("error_workflow_not_started", execution_id=str(write.id), code=NoRoom.code)
    write.also = ()


def _is_recorded(write: Write, ended: dict[UUID, str]) -> bool:
    """Whether what follows a kept write may follow: an end that others record is theirs."""
    return not write.frees or ended.get(write.id, _SIGNALLED) != _SIGNALLED


def _asks(taken: Counter[tuple[TenantId, str]], key: tuple[TenantId, str]) -> bool:
    """Whether a counter was asked for room, and not only held."""
    return taken[key] > 0 or key[1] != Metric.ACTIVE_EXECUTIONS


def _scope_of(writes: Sequence[Write]) -> TenantScope | None:
    """Return the tenant of all writes, so that nothing has to be switched; None for several."""
    tenants = {write.tenant_id for write in writes}
    return TenantScope(tenants.pop()) if len(tenants) == 1 else None


def _may_be_admitted(write: Write) -> bool:
    return write.new is not None and write.new.status == "queued" and write.new.wake_at is None


def _written(
    write: Write, started: dict[UUID, bool], held: set[UUID], ended: dict[UUID, str]
) -> Written:
    if write.new is not None:
        return _DONE if write.id in started else _STALE
    if write.frees:
        return Written(status=ended[write.id]) if write.id in ended else _LOST
    return _LOST if write.rows and write.id not in held else _DONE


async def _warn(tx: Transaction, rows: Sequence[Row]) -> None:
    for row in rows:
        if row["warns"]:
            level = Level(Metric(row["metric"]), int(row["used"]), row["most"])
            async with tx.within(TenantScope(row["tenant_id"])):
                await record(tx, SYSTEM, warning_of(level))


async def _audit(
    tx: Transaction, new: Sequence[Write], freed: Sequence[Write], scope: TenantScope
) -> None:
    entries: dict[TenantId, list[tuple[Actor, Change]]] = changes_of(new, freed)
    for tenant_id, changes in entries.items():
        async with tx.within(TenantScope(tenant_id, scope.user_id)):
            await record_all(tx, changes)
