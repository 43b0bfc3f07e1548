"""What surrounds a running execution: signals that come to it, and what its end brings about."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import orjson
import structlog

from thaiyyal.features.executions import follower_queries as queries
from thaiyyal.features.executions import worker_queries
from thaiyyal.features.executions.assignment import Finished
from thaiyyal.features.executions.definitions import Definitions
from thaiyyal.features.executions.live import Live
from thaiyyal.features.executions.orders import Order, write_of
from thaiyyal.features.executions.sealing import OUTPUT, Opened, Sealer, signal_place
from thaiyyal.features.executions.writes import Write
from thaiyyal.features.routing import Services
from thaiyyal.kernel.actor import SYSTEM, Actor, TenantScope
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Signal
from thaiyyal.store.payload import unpack
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.executions")


class Failed(NamedTuple):
    """What the workflow for failures is told of an execution."""

    tenant_id: TenantId
    id: ExecutionId
    workflow_id: WorkflowId
    trigger: str
    depth: int
    error: bytes | None


class Followers:
    """Loads signals, and makes what follows an end."""

    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._sealer = services.get(Sealer)
        self._services = services

    async def all_signals(self, live: Live) -> list[Signal]:
        """Return every signal that the execution was sent."""
        live.signals_seen = 0
        return await self.new_signals(live)

    async def new_signals(self, live: Live) -> list[Signal]:
        """Return the signals that came since the last look."""
        assignment = live.assignment
        async with self._database.begin(assignment.scope) as tx:
            rows = await worker_queries.load_signals(tx, assignment.id, after=live.signals_seen)
            ends = await _ends_of_called(tx, rows)
        opened = await self._opened(live, rows, ends)
        if rows:
            live.signals_seen = rows[-1]["seq"]
        return [_signal(row, ends, opened) for row in rows]

    async def _opened(
        self, live: Live, rows: Sequence[Row], ends: dict[str, Row]
    ) -> dict[tuple[UUID, str], Opened]:
        """Return what is sealed of signals and of outputs; its secrets are masked from now on."""
        sealed = [row for row in (*rows, *ends.values()) if row["sealed"] is not None]
        opened = await self._sealer.open(live.assignment.tenant_id, sealed)
        for one in opened.values():
            live.learn(one.secrets)
        return opened

    async def of_end(self, live: Live, finished: Finished) -> Sequence[Write]:
        """Return what is recorded with an end: the start of the workflow for failures.

        A failure of that one starts none again.
        """
        if finished.status != "failed":
            return ()
        task = live.assignment
        failed = Failed(
            task.tenant_id, task.id, task.workflow_id, task.trigger, task.depth, finished.error
        )
        return await self.of_failure(failed, task.plan.workflow.settings.on_error_workflow)

    async def of_failure(self, failed: Failed, wanted: str | None) -> Sequence[Write]:
        """As ``of_end``, also of what nobody runs; ``wanted``: the workflow for failures."""
        if wanted is None or failed.trigger == "error":
            return ()
        try:
            return [await self._after_failure(failed, wanted)]
        except ThaiyyalError as error:
            _log.warning(
                "error_workflow_not_started",
                execution_id=str(failed.id),
                workflow_id=wanted,
                code=error.code,
            )
            return ()

    async def _after_failure(self, failed: Failed, wanted: str) -> Write:
        told: Value = {
            "execution_id": str(failed.id),
            "workflow_id": str(failed.workflow_id),
            "trigger": failed.trigger,
            "error": None if failed.error is None else orjson.loads(failed.error),
        }
        order = Order(UUID(wanted), "error", (told,), depth=failed.depth + 1, is_masked=True)
        actor = Actor(SYSTEM.kind, tenant_id=failed.tenant_id)
        async with self._database.begin(TenantScope(failed.tenant_id)) as tx:
            if not await queries.may_call(tx, failed.workflow_id, order.workflow_id):
                raise NoSuchWorkflow
        definitions = self._services.get(Definitions)
        definition = await definitions.load(actor, order.chosen)
        if definition is None:
            raise NoSuchWorkflow
        return await write_of(self._services, failed.tenant_id, order, definition)


class NoSuchWorkflow(ThaiyyalError):
    """The workflow for failures is gone."""

    code = "no_such_workflow"

    def __init__(self) -> None:
        super().__init__("the workflow that follows failures does not exist any more")


async def _ends_of_called(tx: Transaction, rows: Sequence[Row]) -> dict[str, Row]:
    """Return executions that have told of their end, by id."""
    ids = [
        orjson.loads(row["payload"])["execution_id"]
        for row in rows
        if row["name"].startswith("workflow:") and row["payload"]
    ]
    if not ids:
        return {}
    return {str(row["id"]): row for row in await queries.load_ends(tx, ids)}


def _signal(row: Row, ends: dict[str, Row], opened: Mapping[tuple[UUID, str], Opened]) -> Signal:
    payload = None if row["payload"] is None else unpack(row["payload"])
    whole = opened.get((row["execution_id"], signal_place(row["seq"])))
    if whole is not None:
        payload = whole.value
    if row["name"].startswith("workflow:") and isinstance(payload, dict):
        end = ends.get(str(payload["execution_id"]))
        payload = {**payload, "output": None, "error": None}
        if end is not None:
            output = opened.get((end["id"], OUTPUT))
            payload["output"] = _output(end) if output is None else output.value
            payload["error"] = None if end["error"] is None else orjson.loads(end["error"])
    return Signal(row["seq"], row["name"], payload)


def _output(end: Row) -> Value:
    return None if end["output"] is None else unpack(end["output"])
