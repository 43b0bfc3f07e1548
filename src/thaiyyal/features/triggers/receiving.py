"""What becomes of a request to a webhook: it is proved, becomes an input, starts something."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from thaiyyal.features.executions.assignment import FINAL, Assignment, Finished
from thaiyyal.features.executions.definitions import Definitions
from thaiyyal.features.executions.ephemeral import Ephemeral
from thaiyyal.features.executions.errors import NoRoom
from thaiyyal.features.executions.live import Stale
from thaiyyal.features.executions.making import Given, draw_seed, given_input, new_execution
from thaiyyal.features.executions.orders import Order, write_of
from thaiyyal.features.executions.runner import Runner
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.routing import Services
from thaiyyal.features.tenancy.quotas import ExecutionMeter, Metric, check
from thaiyyal.features.triggers.answer import Answer, Ended, answer_at_once, answer_of
from thaiyyal.features.triggers.listening import Hook, Listener
from thaiyyal.features.triggers.proof import Headers, verify
from thaiyyal.features.triggers.request_input import input_of
from thaiyyal.kernel.actor import Actor, Origin, TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import ExecutionId, WorkflowId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.unit_of_work import Database

_TRIES = 4


@dataclass(frozen=True, slots=True)
class HookRequest:
    """A request as it came. ``query``: what stands behind the question mark."""

    method: str
    address: str
    headers: Headers
    query: str
    body: bytes
    origin: Origin


class Receiver:
    """Answers requests to webhooks."""

    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services
        self._listener = services.get(Listener)

    async def answer(self, request: HookRequest) -> Answer:
        """Return the answer to a request.

        Raises:
            NotFound: Nothing listens at its address.
            WebhookRefused: It does not prove that its sender knows the secret.
            WrongMethod, WrongContent, UnreadableBody: It is not what the webhook takes.
            InvalidInput: Its input is not what the workflow declares.
            QuotaExceeded, Busy, ShuttingDown: There is no room for what it wants.
        """
        for _ in range(_TRIES):
            hook = await self._listener.find(request.address)
            params = hook.webhook.params
            verify(
                request.headers,
                request.body,
                params,
                secret=hook.webhook.secret,
                now=utc_now(),
            )
            value = input_of(
                params,
                method=request.method,
                headers=request.headers,
                query=request.query,
                content_type=_header(request.headers, "content-type"),
                body=request.body,
            )
            try:
                return await self._started(hook, value, request.origin)
            except Stale:
                self._listener.forget(request.address)
                self._services.get(Definitions).forget(hook.actor, hook.chosen)
        raise NotFound("the workflow changes faster than it can be read; try again")

    async def _started(self, hook: Hook, value: Value, origin: Origin) -> Answer:
        params = hook.webhook.params
        settings = hook.definition.plan.workflow.settings
        if params.answer != "at_once" and (params.ephemeral or settings.durability == "ephemeral"):
            return await self._ephemeral(hook, value)
        runner = self._services.get(Runner)
        if params.answer != "at_once" and runner.has_room:
            try:
                return await self._here(hook, value, origin, runner)
            except NoRoom as error:
                if error.metric is not Metric.ACTIVE_EXECUTIONS:
                    await self._refuse(hook, error)
        return await self._queued(hook, value, origin, runner)

    async def _ephemeral(self, hook: Hook, value: Value) -> Answer:
        """Run it without a trace; it counts as an execution all the same."""
        given = await self._given(hook, value)
        self._services.get(ExecutionMeter).charge(hook.tenant_id)
        assignment = self._assignment(hook, value, None, seed=draw_seed(), given=given)
        shown = await self._services.get(Ephemeral).run(assignment)
        ended = Ended(assignment.id, shown.status, shown.output, shown.responded)
        return answer_of(hook.webhook.params, ended)

    async def _given(self, hook: Hook, value: Value) -> Given:
        return await given_input(
            self._services,
            (value,),
            hook.definition.plan,
            tenant_id=hook.tenant_id,
            workflow_id=hook.webhook.workflow_id,
        )

    async def _here(self, hook: Hook, value: Value, origin: Origin, runner: Runner) -> Answer:
        """Run it here while the caller waits; who waits too long is told which execution it is."""
        given = await self._given(hook, value)
        new = new_execution(
            hook.definition,
            given.payload,
            status="running",
            trigger="webhook",
            started_by=None,
            durability="inline",
        )._replace(trigger_node=hook.webhook.node_id)
        assignment = self._assignment(hook, value, new, seed=new.seed, given=given, origin=origin)
        live = runner.run_here(assignment)
        wait_s = self._services.get(ExecutionSettings).longest_wait_s
        finished = await live.wait(wait_s)
        if finished is None or finished.status not in FINAL:
            return answer_at_once(assignment.id)
        return answer_of(hook.webhook.params, _ended(assignment.id, finished))

    async def _queued(self, hook: Hook, value: Value, origin: Origin, runner: Runner) -> Answer:
        order = Order(
            hook.webhook.workflow_id,
            "webhook",
            (value,),
            version=hook.webhook.version,
            is_draft=hook.webhook.version is None,
            trigger_node=hook.webhook.node_id,
            actor=Actor(hook.actor.kind, tenant_id=hook.tenant_id, origin=origin),
        )
        write = await write_of(self._services, hook.tenant_id, order, hook.definition)
        try:
            written = await runner.group.write(write)
        except NoRoom as error:
            await self._refuse(hook, error)
            written = await runner.group.write(write)
        if written.is_stale:
            raise Stale
        return answer_at_once(write.id)

    def _assignment(
        self,
        hook: Hook,
        value: Value,
        new: Any,
        *,
        seed: int,
        given: Given,
        origin: Origin | None = None,
    ) -> Assignment:
        limit_s = hook.definition.plan.workflow.settings.time_limit
        return Assignment(
            id=ExecutionId(new_id()),
            tenant_id=hook.tenant_id,
            workflow_id=WorkflowId(hook.webhook.workflow_id),
            plan=hook.definition.plan,
            inputs=(value,),
            started_by=None,
            trigger="webhook",
            content_hash=hook.definition.content_hash,
            seed=seed,
            actor=Actor(hook.actor.kind, tenant_id=hook.tenant_id, origin=origin or Origin()),
            new=new,
            started_at=None if new is None else new.started_at,
            time_limit_s=limit_s,
            trigger_node=hook.webhook.node_id,
            secrets=given.secrets.texts,
            wholes=given.wholes,
        )

    async def _refuse(self, hook: Hook, error: NoRoom) -> None:
        async with self._database.begin(TenantScope(hook.tenant_id)) as tx:
            await check(tx, error.metric, 0 if error.metric is Metric.CPU_SECONDS else 1)
        self._services.get(Runner).full.forget(hook.tenant_id, error.metric)


def _ended(id_: UUID, finished: Finished) -> Ended:
    output = None if finished.output is None else orjson.loads(finished.output)
    return Ended(id_, finished.status, output, finished.responded)


def _header(headers: Headers, name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)
