"""Retrying several dead executions, each in a transaction of its own."""

from functools import partial
from uuid import UUID

from thaiyyal.features.executions.again.retry import retry_execution
from thaiyyal.features.executions.again.schemas import Retried, RetryMany
from thaiyyal.features.executions.errors import NotDead
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.routing import CallContext
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import ExecutionId
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Transaction

_EXECUTE = Permission.WORKFLOWS_EXECUTE


async def retry_dead(call: CallContext, body: RetryMany) -> list[Retried]:
    """Retry dead executions as far as the caller may; return what became of each."""
    return [await _retried(call, id_, body) for id_ in dict.fromkeys(body.ids)]


async def _retried(call: CallContext, id_: UUID, body: RetryMany) -> Retried:
    try:
        made = await call.database.repeat(call.actor.scope, partial(_retry, call, id_, body))
    except ThaiyyalError as error:
        if error.kind is Kind.UNAVAILABLE:
            raise
        return Retried(id=id_, execution_id=None, code=error.code, message=error.message)
    return Retried(id=id_, execution_id=made)


async def _retry(call: CallContext, id_: UUID, body: RetryMany, tx: Transaction) -> ExecutionId:
    call.start_with(tx)
    row = await found(call, _EXECUTE, id_)
    if row["dead_at"] is None:
        raise NotDead
    return await retry_execution(call, row, repeat_unknown=body.repeat_unknown)
