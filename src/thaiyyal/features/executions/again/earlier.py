"""An earlier execution with its journal, as a replay needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thaiyyal.engine import Entry, Plan
from thaiyyal.features.executions import queries as executions
from thaiyyal.features.executions import worker_queries
from thaiyyal.features.executions.again import queries
from thaiyyal.features.executions.entries import entry_of
from thaiyyal.features.executions.making import draft_digest, unpacked_pins
from thaiyyal.features.executions.plans import Plans
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit
from thaiyyal.store.payload import unpack
from thaiyyal.store.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an execution began with, and what is recorded of it."""

    inputs: Sequence[Value]
    entries: Sequence[Entry]
    seed: int
    began_at: datetime
    pinned: Mapping[str, Value | Emit]
    start_node: str | None


async def load_earlier(tx: Transaction, plans: Plans, id_: UUID) -> tuple[Plan, Earlier]:
    """Return an execution and the plan of what it executed.

    Raises:
        NotFound: It, or what it executed, is gone.
        InvalidDocument: What it executed cannot run any more.
    """
    row = await queries.load_earlier(tx, id_)
    if row is None:
        raise NotFound("there is no such execution")
    plan = plans.find(row["content_hash"])
    if plan is None:
        plan = await plans.make(row["content_hash"], await _document(tx, row))
    found = [entry_of(one) for one in await worker_queries.load_journals(tx, [id_])]
    return plan, Earlier(
        () if row["input"] is None else (unpack(row["input"]),),
        [entry for entry in found if entry is not None],
        row["seed"],
        row["started_at"] or row["created_at"],
        {} if row["pinned"] is None else unpacked_pins(row["pinned"]),
        row["start_node"],
    )


async def _document(tx: Transaction, row: Row) -> bytes:
    if row["version"] is None:
        digest = draft_digest(row["content_hash"])
        found = await executions.load_draft_of(tx, row["id"], digest)
    else:
        found = await executions.load_document(tx, row["workflow_id"], row["version"])
    if found is None:
        raise NotFound("what this execution executed is gone")
    document: bytes = found["document"]
    return document
