"""The whole output of a step of which a preview was kept: computed again, when that is possible."""

from uuid import UUID

import orjson

from thaiyyal.engine import JournalMismatch
from thaiyyal.features.executions import queries
from thaiyyal.features.executions.again.earlier import load_earlier
from thaiyyal.features.executions.again.replays import Replays
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.payloads import json_text
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.views import output_from
from thaiyyal.features.routing import CallContext
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.permissions import Permission


async def whole_output(call: CallContext, execution_id: UUID, seq: int) -> dict[str, object]:
    """Return the output of a step, ready to be written as JSON.

    Raises:
        NotFound: There is no such execution or step.
        TooLongAgo: It cannot be computed again in time.
    """
    async with call.database.begin(call.actor.scope) as tx:
        call.start_with(tx)
        await found(call, Permission.EXECUTIONS_READ, execution_id)
        row = await queries.load_step_output(tx, execution_id, seq)
        if row is None:
            raise NotFound("this execution has no such step")
        if not row["is_preview"]:
            return output_from(row)
        plan, earlier = await load_earlier(tx, call.services, execution_id)
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
