"""Executing from a node on: what the nodes before it gave comes from an earlier execution.

Everything that is not behind the node, and has given something then, is not done again; what has
given nothing then runs as ever.
"""

from dataclasses import replace
from functools import partial

from thaiyyal.engine import Plan
from thaiyyal.engine.pinning import nodes_behind
from thaiyyal.features.executions.again.earlier import Earlier, load_earlier
from thaiyyal.features.executions.again.replays import Replays
from thaiyyal.features.executions.definitions import Definition, Definitions
from thaiyyal.features.executions.errors import NoSuchStart
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.previews import bytes_of
from thaiyyal.features.executions.schemas import From
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.start import Wish
from thaiyyal.features.routing import CallContext
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit
from thaiyyal.store.transaction import Transaction


async def wish_from(call: CallContext, wish: Wish, source: From) -> Wish:
    """Return a wish with the data of an earlier execution of the same workflow.

    Its input comes from there too, unless the wish has one.

    Raises:
        NotFound, Forbidden: The execution is not there, or not for the caller.
        NoSuchStart: The node is none of those outside of containers.
        LimitExceeded: What it gave is too much to be kept.
    """
    plan, then, earlier = await _loaded(call, wish, source)
    node = plan.workflow.by_id.get(source.node_id)
    if node is None or node.parent is not None:
        raise NoSuchStart(source.node_id)
    replayed = await call.service(Replays).replay(then, earlier)
    behind = nodes_behind(plan.workflow, node.id)
    pins = {id_: value for id_, value in replayed.given().items() if id_ not in behind}
    pins.update(wish.pinned or {})
    _check_size(pins, most=call.service(ExecutionSettings).value_bytes)
    inputs = wish.inputs or earlier.inputs
    return replace(wish, inputs=inputs, pinned=pins, secrets=earlier.secrets.texts)


async def _loaded(call: CallContext, wish: Wish, source: From) -> tuple[Plan, Plan, Earlier]:
    """Return the plan of what is to be executed, that of the earlier execution, and that."""
    definition, then, earlier = await call.database.repeat(
        call.actor.scope, partial(_load, call, wish, source)
    )
    call.start_with(None)
    if definition is None:
        raise NotFound("there is no such workflow")
    return definition.plan, then, earlier


async def _load(
    call: CallContext, wish: Wish, source: From, tx: Transaction
) -> tuple[Definition | None, Plan, Earlier]:
    call.start_with(tx)
    workflow_id = wish.chosen.workflow_id
    for permission in (Permission.WORKFLOWS_EXECUTE, Permission.EXECUTIONS_READ):
        await found(call, permission, source.execution_id, workflow_id=workflow_id)
    definition = await call.service(Definitions).load_in(tx, call.actor, wish.chosen)
    then, earlier = await load_earlier(tx, call.services, source.execution_id)
    return definition, then, earlier


def _check_size(pins: dict[str, Value | Emit], *, most: int) -> None:
    left = most
    for pin in pins.values():
        value = pin.value if isinstance(pin, Emit) else pin
        left -= bytes_of(value, most=left)
        if left < 0:
            raise LimitExceeded(
                f"what the earlier execution gave before this node has more than {most} bytes"
            )
