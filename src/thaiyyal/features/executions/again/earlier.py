"""An earlier execution with its journal, as a replay needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thaiyyal.engine import Entry, Plan
from thaiyyal.features.executions import worker_queries
from thaiyyal.features.executions.again import queries
from thaiyyal.features.executions.entries import entry_of
from thaiyyal.features.executions.known_secrets import KnownSecrets
from thaiyyal.features.executions.plans import Plans
from thaiyyal.features.executions.secrecy import load_parts, load_plan
from thaiyyal.features.routing import Services
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit
from thaiyyal.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an execution began with, and what is recorded of it, whole; ``secrets``: in it."""

    inputs: Sequence[Value]
    entries: Sequence[Entry]
    seed: int
    began_at: datetime
    pinned: Mapping[str, Value | Emit]
    target_node: str | None
    secrets: SecretValues


async def load_earlier(tx: Transaction, services: Services, id_: UUID) -> tuple[Plan, Earlier]:
    """Return an execution and the plan of what it executed.

    Raises:
        NotFound: It, or what it executed, is gone.
        InvalidDocument: What it executed cannot run any more.
    """
    row = await queries.load_earlier(tx, id_)
    if row is None:
        raise NotFound("there is no such execution")
    plan = await load_plan(tx, services.get(Plans), row)
    parts = await load_parts(tx, services, row)
    inputs = parts.inputs(row["input"])
    journal = parts.journal(await worker_queries.load_journals(tx, [id_]))
    found = [entry_of(one) for one in journal]
    assert tx.scope.tenant_id is not None
    found_secrets = await services.get(KnownSecrets).of(
        tx.scope.tenant_id, row["workflow_id"], plan, inputs, more=parts.secrets, tx=tx
    )
    return plan, Earlier(
        inputs,
        [entry for entry in found if entry is not None],
        row["seed"],
        row["started_at"] or row["created_at"],
        parts.pins(row["pinned"]),
        row["target_node"],
        SecretValues(found_secrets),
    )
