"""The whole output of a step of which a preview was kept: computed again, when that is possible."""

from functools import partial
from uuid import UUID

import orjson

from thaiyyal.engine import JournalMismatch, Plan
from thaiyyal.features.executions import queries
from thaiyyal.features.executions.again.earlier import Earlier, load_earlier
from thaiyyal.features.executions.again.replays import Replays
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.payloads import json_text
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.views import output_from
from thaiyyal.features.routing import CallContext
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row, Transaction


async def whole_output(call: CallContext, execution_id: UUID, seq: int) -> dict[str, object]:
    """Return the output of a step, ready to be written as JSON.

    Raises:
        NotFound: There is no such execution or step.
        TooLongAgo: It cannot be computed again in time.
    """
    row, whole = await call.database.repeat(
        call.actor.scope, partial(_load, call, execution_id, seq)
    )
    if whole is None:
        return output_from(row)
    plan, earlier = whole
    try:
        replayed = await call.service(Replays).replay(plan, earlier)
    except JournalMismatch:
        return output_from(row)
    again = replayed.output_of(row["node_id"], row["path"])
    if again is None:
        return output_from(row)
    try:
        most = call.service(ExecutionSettings).value_bytes
        shown = earlier.secrets.mask_value(again[0])
        text = json_text(shown, most=most, what="the output")
    except LimitExceeded:
        return output_from(row)
    return {"output": orjson.Fragment(text), "is_preview": False}


async def _load(
    call: CallContext, execution_id: UUID, seq: int, tx: Transaction
) -> tuple[Row, tuple[Plan, Earlier] | None]:
    """Return a step's output as it is kept, and of a preview what it is computed from."""
    call.start_with(tx)
    await found(call, Permission.EXECUTIONS_READ, execution_id)
    row = await queries.load_step_output(tx, execution_id, seq)
    if row is None:
        raise NotFound("this execution has no such step")
    if not row["is_preview"]:
        return row, None
    return row, await load_earlier(tx, call.services, execution_id)
