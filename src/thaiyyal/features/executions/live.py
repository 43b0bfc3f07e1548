"""One execution in this process: its journal, who waits for it, and how it is stopped."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from thaiyyal.engine import Entry, Execution, Intent, Outcome
from thaiyyal.engine.ports import LogLine
from thaiyyal.features.executions.assignment import Assignment, Finished
from thaiyyal.features.executions.entries import Writer, entry_of, key_of
from thaiyyal.features.executions.group import Written
from thaiyyal.features.executions.logs.lines import Lines
from thaiyyal.features.executions.payloads import Blob
from thaiyyal.features.executions.records import ROW_BYTES
from thaiyyal.features.executions.sealing import SealedRow, Sealer
from thaiyyal.features.executions.settled import Settled
from thaiyyal.features.executions.stopping import Reason
from thaiyyal.features.executions.writes import JournalRow, Write
from thaiyyal.kernel.clock import Now
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.secrets_in_use import in_use
from thaiyyal.store.commit_group import CommitGroup

Waiter = asyncio.Future[Finished | None]
Group = CommitGroup[Write, Written]


class LeaseLost(Exception):
    """Another process goes on with the execution; this one records nothing more of it."""


class Stale(Exception):
    """The workflow is not any more as whoever started the execution believed."""


@dataclass(slots=True, eq=False)
class Live:
    """An execution from its claim until its segment is recorded.

    ``reason``: why it shall stop. ``is_recorded``: whether its row exists, or is being written;
    ``is_held``: whether it is known to be leased to this process. ``sealed``: what is to be stored
    together with its row.
    """

    assignment: Assignment
    group: Group
    writer: Writer
    now: Now
    settled: Settled
    sealer: Sealer
    task: asyncio.Task[None] | None = None
    execution: Execution | None = None
    reason: Reason | None = None
    is_recorded: bool = True
    is_held: bool = True
    stored_bytes: int = 0
    signals_seen: int = 0
    lines: Lines | None = None
    sealed: Sequence[SealedRow] = ()
    waiters: set[Waiter] = field(default_factory=set)

    @property
    def secrets(self) -> SecretValues:
        """What is masked wherever something of this execution is shown."""
        return self.writer.secrets

    def learn(self, secrets: Iterable[str]) -> None:
        """Mask these from now on, and in the log of the process as well."""
        learn(self.secrets, secrets)

    async def prepare(self) -> None:
        """Seal what its row shows masked, before anything is written.

        Raises:
            CannotSeal: The key is out of reach.
        """
        if self.assignment.wholes:
            task = self.assignment
            self.sealed = await self.sealer.seal(task.tenant_id, task.id, task.wholes)

    async def seal(self) -> Sequence[SealedRow]:
        """Return what the last rows show masked, sealed.

        Raises:
            CannotSeal: The key is out of reach.
        """
        if not self.writer.wholes:
            return ()
        wholes, self.writer.wholes = self.writer.wholes, []
        return await self.sealer.seal(self.assignment.tenant_id, self.assignment.id, wholes)

    async def load(self) -> Sequence[Entry]:
        """Return the entries of earlier segments."""
        found = [entry_of(row) for row in self.assignment.journal]
        return [entry for entry in found if entry is not None]

    async def write(self, entries: Sequence[Entry]) -> None:
        """Add entries to the journal, with the steps that have settled since.

        Raises:
            LeaseLost: The process does not hold the execution any more.
            Stale, NoRoom: It was not even begun.
        """
        await self.send(self.rows_of(entries))

    def rows_of(self, entries: Sequence[Entry]) -> list[JournalRow]:
        """Return entries as rows; between what ended and what begins, the steps that settled."""
        now = self.now()
        self.settled.shown.update(one.key[1] for one in entries if isinstance(one, Outcome))
        at = next((n for n, one in enumerate(entries) if isinstance(one, Intent)), len(entries))
        ended = [self.writer.row_of(entry, now) for entry in entries[:at]]
        settled = self.settled.take(self.writer, now)
        return ended + settled + [self.writer.row_of(entry, now) for entry in entries[at:]]

    async def send(self, rows: Sequence[JournalRow] = ()) -> None:
        """Have rows recorded, and first of all that there is this execution."""
        sealed = await self.seal() if self.writer.wholes else ()
        # From here to the group without a pause: another write must not be first.
        blobs, self.writer.blobs = self.writer.blobs, []
        write = self.written(rows, blobs)
        write.sealed = sealed
        if not self.is_recorded:
            self.is_recorded = True
            write.new = self.assignment.new
            write.blobs = [*self.assignment.blobs, *blobs]
            write.sealed = [*self.sealed, *sealed]
            if write.new is not None:
                write.stored_bytes = write.new.stored_bytes
        result = await self.group.write(write)
        if result.is_stale:
            raise Stale
        if result.is_lost:
            raise LeaseLost
        self.is_held = True

    def written(self, rows: Sequence[JournalRow], blobs: Sequence[Blob]) -> Write:
        """Return a write of this execution under its fence."""
        self.stored_bytes += sum(len(row.output or b"") + ROW_BYTES for row in rows)
        self.stored_bytes += sum(len(blob.content) for blob in blobs)
        logs = self.lines.take() if self.lines is not None else ()
        self.stored_bytes += sum(len(line.message) + ROW_BYTES for line in logs)
        task = self.assignment
        return Write(
            task.tenant_id,
            task.id,
            task.workflow_id,
            task.attempt,
            actor=task.actor,
            started_by=task.started_by,
            rows=rows,
            blobs=blobs,
            logs=logs,
        )

    def log(self, line: LogLine) -> None:
        """Keep a line of the execution's log until the next write."""
        if self.lines is None:
            self.lines = Lines(self.assignment.attempt)
        if self.secrets:
            line = replace(line, message=self.secrets.mask_message(line.message))
        self.lines.add(line)

    async def wait(self, timeout_s: float) -> Finished | None:
        """Wait for the end; None when it has not come in time, or nobody may wait any longer."""
        loop = asyncio.get_running_loop()
        waiter: Waiter = loop.create_future()
        self.waiters.add(waiter)
        giving_up = loop.call_later(timeout_s, _give_up, waiter)
        try:
            return await waiter
        finally:
            giving_up.cancel()
            self.waiters.discard(waiter)

    def tell(self, finished: Finished | None) -> None:
        """Tell everybody who waits."""
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(finished)

    def refuse(self, error: Exception) -> None:
        """Tell everybody who waits that it was not begun."""
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_exception(error)

    def stop(self, reason: Reason) -> None:
        """Stop the work; the first reason counts."""
        self.reason = self.reason or reason
        if self.execution is not None:
            self.execution.cancel()


def _give_up(waiter: Waiter) -> None:
    if not waiter.done():
        waiter.set_result(None)


def learn(known: SecretValues, secrets: Iterable[str]) -> None:
    """Take in secrets, which the log of the process masks from now on, too."""
    if known.add(secrets):
        in_use.watch(known)


def writer_of(assignment: Assignment, *, most_bytes: int) -> Writer:
    """Return what writes the journal on, where earlier segments have left off."""
    types = {node.id: node.type.type for node in assignment.plan.workflow.nodes}
    writer = Writer(types, most_bytes)
    learn(writer.secrets, assignment.secrets)
    for row in assignment.journal:
        writer.seq = row["seq"]
        if row["kind"] == "intent":
            entry = entry_of(row)
            writer.began[key_of(row["key"])] = getattr(entry, "at_ms", 0)
    return writer
