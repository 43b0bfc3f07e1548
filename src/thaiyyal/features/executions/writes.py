"""What is to be recorded of executions, as tuples in the order of the statements' columns. Pure.

One write belongs to one execution; many of them share a transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from thaiyyal.features.executions.payloads import Blob, Payload
from thaiyyal.features.executions.sealing import SealedRow
from thaiyyal.kernel.actor import SYSTEM, Actor
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId


class NewExecution(NamedTuple):
    """A row of executions as ``start_executions`` takes it, without tenant and id.

    ``latest``: the latest version as whoever starts it believes; None asks for no check.
    """

    workflow_id: WorkflowId
    version: int | None
    latest: int | None
    content_hash: str
    status: str
    trigger: str
    started_by: UUID | None
    durability: str
    input: bytes | None
    input_blob: bytes | None
    output: bytes | None
    output_blob: bytes | None
    error: bytes | None
    cpu_ms: int
    stored_bytes: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    seed: int
    priority: int
    workflow_limit: int | None
    wake_at: datetime | None
    time_limit_ms: int | None
    parent_id: UUID | None = None
    parent_key: str | None = None
    depth: int = 0
    retried_from: UUID | None = None
    trigger_node: str | None = None
    target_node: str | None = None
    pinned: bytes | None = None


class JournalRow(NamedTuple):
    """A row of steps as ``append_steps`` takes it, without what names the execution."""

    seq: int
    kind: str
    node_id: str
    path: str
    key: bytes | None
    type: str
    status: str
    port: str | None = None
    attempt: int = 1
    output: bytes | None = None
    output_blob: bytes | None = None
    is_preview: bool = False
    error: bytes | None = None
    at: datetime | None = None
    started_at: datetime | None = None
    duration_ms: float | None = None
    meta: bytes | None = None
    fact: bytes | None = None


class LogRow(NamedTuple):
    """A row of execution_logs as ``append_logs`` takes it."""

    seq: int
    at: datetime
    level: str
    node_id: str
    message: str


class Ending(NamedTuple):
    """How a segment ended, as ``end_executions`` takes it: for good, or until something comes."""

    status: str
    output: bytes | None
    output_blob: bytes | None
    error: bytes | None
    cpu_ms: int
    stored_bytes: int
    finished_at: datetime | None
    active_ms: int
    waiting_for: str | None
    wake_at: datetime | None
    signals_seen: int


@dataclass(slots=True)
class Write:
    """Everything that one execution has to have recorded at once.

    ``attempt``: the fence. ``cpu_seconds``, ``stored_bytes``: for the usage. ``actor``: who starts
    a new one. ``also``: others that are recorded if this is, in the same transaction.
    """

    tenant_id: TenantId
    id: ExecutionId
    workflow_id: WorkflowId
    attempt: int
    actor: Actor = SYSTEM
    started_by: UUID | None = None
    new: NewExecution | None = None
    rows: Sequence[JournalRow] = ()
    blobs: Sequence[Blob] = ()
    logs: Sequence[LogRow] = ()
    sealed: Sequence[SealedRow] = ()
    ending: Ending | None = None
    cpu_seconds: int = 0
    stored_bytes: int = 0
    also: Sequence["Write"] = ()

    @property
    def is_active(self) -> bool:
        """Whether a new execution takes a place among the active ones from now on."""
        return self.new is not None and self.new.status == "running"

    @property
    def frees(self) -> bool:
        """Whether a place among the active ones becomes free."""
        return self.ending is not None and self.new is None


def stored_size(payload: Payload | None) -> int:
    """Return what a payload takes of the tenant's storage, without its blob."""
    return 0 if payload is None else len(payload.stored)
