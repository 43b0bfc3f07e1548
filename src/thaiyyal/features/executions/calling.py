"""What a step asks of the platform: a decision of people, the start of another workflow."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypeGuard
from uuid import UUID

from thaiyyal.features.executions import follower_queries as queries
from thaiyyal.features.executions.entries import time_from_ms
from thaiyyal.features.executions.followers import Followers
from thaiyyal.features.executions.live import Live
from thaiyyal.features.executions.orders import Order, order_execution
from thaiyyal.features.routing import Services
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import new_id
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.sdk import Signal, StepError, Terminal
from thaiyyal.store.patience import while_away
from thaiyyal.store.payload import pack_json
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database


class StoredSignals:
    """The signals of one execution, as the engine asks for them."""

    def __init__(self, followers: Followers, live: Live) -> None:
        self._followers = followers
        self._live = live

    async def load(self) -> Sequence[Signal]:
        """Return all that were sent so far; what comes from now on is delivered."""
        if not self._live.assignment.signals:
            return ()
        return await self._followers.all_signals(self._live)


class StoredCalls:
    """What the steps of one execution ask for. ``deepest``: of workflows that call workflows."""

    def __init__(self, database: Database, services: Services, live: Live, *, deepest: int) -> None:
        self._database = database
        self._services = services
        self._assignment = live.assignment
        self._secrets = live.secrets
        self._deepest = deepest

    async def request_approval(self, step: str, request: Mapping[str, Value]) -> None:
        """Ask people to decide; asking again for the same step changes nothing.

        They see no secrets: what the step goes on with does not depend on what was shown.
        """
        shown: Any = self._secrets.mask_value(dict(request))
        expires_ms = request.get("expires_at_ms")
        until = time_from_ms(expires_ms) if _is_number(expires_ms) else None
        row: dict[str, Any] = {
            "id": new_id(),
            "execution_id": self._assignment.id,
            "workflow_id": self._assignment.workflow_id,
            "step": step,
            "request": pack_json(dump_json(shown).encode()),
            "approvers": _names(request.get("approvers")),
            "expires_at": until,
        }
        await while_away(partial(self._ask, row))

    async def _ask(self, row: dict[str, Any]) -> None:
        async with self._database.begin(self._assignment.scope) as tx:
            await queries.insert_approval(tx, row)

    async def start_workflow(
        self,
        step: str,
        workflow: str,
        version: int | None,
        input: Value,  # noqa: A002 - the port's name
    ) -> str:
        """Start another workflow once for a step; return its execution.

        Raises:
            StepError: There is no such workflow, or it cannot be executed now.
        """
        if self._assignment.depth >= self._deepest:
            raise Terminal(
                "limit_exceeded",
                f"workflows call each other at most {self._deepest} deep; does one call itself?",
            )
        order = Order(
            _workflow_id(workflow),
            "workflow",
            (input,),
            version=version,
            started_by=self._assignment.started_by,
            parent=(self._assignment.id, step),
            depth=self._assignment.depth + 1,
            secrets=self._secrets.texts if self._secrets.is_in_value(input) else (),
        )
        try:
            found = await while_away(
                lambda: self._database.repeat(
                    self._assignment.scope, partial(self._start, step, order)
                )
            )
        except ThaiyyalError as error:
            if error.kind is Kind.UNAVAILABLE:
                raise
            raise StepError(error.code, error.message) from error
        return str(found)

    async def _start(self, step: str, order: Order, tx: Transaction) -> UUID:
        known = await queries.called_by(tx, self._assignment.id, step)
        if known is not None:
            return known
        if not await queries.may_call(tx, self._assignment.workflow_id, order.workflow_id):
            raise NotFound("there is no such workflow")
        started = await order_execution(tx, self._services, order)
        await queries.insert_call(tx, self._assignment.id, step, started)
        return started


def _workflow_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Terminal("unknown_workflow", "the workflow is named by its id") from error


def _names(approvers: object) -> list[str]:
    """Return who may decide as the table has it: addresses in lower case, roles as they are."""
    if not isinstance(approvers, list):
        return []
    return [name if name.startswith("role:") else name.lower() for name in approvers]


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
