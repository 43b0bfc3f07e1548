"""Starting executions from inside: schedules, webhooks, other executions. Recorded, then queued.

Nobody's rights are checked here: whoever orders has done so when the trigger was made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from thaiyyal.features.executions.definitions import Chosen, Definition, Definitions
from thaiyyal.features.executions.errors import NoRoom
from thaiyyal.features.executions.group import GroupRecorder
from thaiyyal.features.executions.making import (
    blobs_of,
    given_input,
    new_execution,
    packed_pins,
)
from thaiyyal.features.executions.sealing import Sealer
from thaiyyal.features.executions.writes import Write
from thaiyyal.features.routing import Services
from thaiyyal.features.tenancy.quotas import check
from thaiyyal.kernel.actor import SYSTEM, Actor
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit
from thaiyyal.store.transaction import Transaction

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Order:
    """An execution that is to be started. ``inputs`` is one value, or nothing.

    ``start_at``: not before then. ``parent``: the execution and the step that call it. ``secrets``:
    what is to be masked. ``is_masked``: the input was masked already.
    """

    workflow_id: UUID
    trigger: str
    inputs: Sequence[Value] = ()
    version: int | None = None
    is_draft: bool = False
    started_by: UUID | None = None
    trigger_node: str | None = None
    start_at: datetime | None = None
    priority: int = 0
    parent: tuple[UUID, str] | None = None
    depth: int = 0
    retried_from: UUID | None = None
    target_node: str | None = None
    pinned: Mapping[str, Value | Emit] = field(default_factory=dict)
    seed: int | None = None
    actor: Actor = SYSTEM
    secrets: Sequence[str] = field(default=(), repr=False)
    is_masked: bool = False

    @property
    def chosen(self) -> Chosen:
        """Which document it is about."""
        return Chosen(self.workflow_id, self.version, self.is_draft)


async def order_execution(tx: Transaction, services: Services, order: Order) -> ExecutionId:
    """Record an execution in the caller's transaction, whose scope is the tenant.

    It is one that is repeated: what opens and seals is asked between two tries.

    Raises:
        NotFound: The workflow is gone, or changes faster than it can be read.
        NotPublished, NoDraft, InvalidDocument, InvalidInput: It cannot be executed.
        QuotaExceeded: The tenant has no execution left.
    """
    definitions, recorder = services.get(Definitions), services.get(GroupRecorder)
    tenant_id = tx.scope.tenant_id
    assert tenant_id is not None
    actor = Actor(SYSTEM.kind, tenant_id=tenant_id)
    for _ in range(_TRIES):
        definition = await definitions.load_in(tx, actor, order.chosen)
        if definition is None:
            break
        write = await write_of(services, tenant_id, order, definition, tx=tx)
        try:
            (written,) = await recorder.commit_in(tx, [write])
        except NoRoom as error:
            await check(tx, error.metric)
            raise
        if not written.is_stale:
            return write.id
    raise NotFound("there is no such workflow")


async def write_of(
    services: Services,
    tenant_id: TenantId,
    order: Order,
    definition: Definition,
    *,
    tx: Transaction | None = None,
) -> Write:
    """Return the write that records an order as queued; ``tx``: the open one, if there is one."""
    given = await given_input(
        services,
        order.inputs,
        definition.plan,
        tenant_id=tenant_id,
        workflow_id=order.workflow_id,
        secrets=order.secrets,
        tx=tx,
        is_masked=order.is_masked,
    )
    pinned, wholes = packed_pins(order.pinned, given.secrets)
    id_ = ExecutionId(new_id())
    new = new_execution(
        definition,
        given.payload,
        status="queued",
        trigger=order.trigger,
        started_by=order.started_by,
        wake_at=order.start_at,
        priority=order.priority,
        seed=order.seed,
    )
    if order.parent is not None:
        new = new._replace(parent_id=order.parent[0], parent_key=order.parent[1])
    return Write(
        tenant_id,
        id_,
        WorkflowId(order.workflow_id),
        0,
        actor=order.actor,
        started_by=order.started_by,
        new=new._replace(
            depth=order.depth,
            retried_from=order.retried_from,
            trigger_node=order.trigger_node,
            target_node=order.target_node,
            pinned=pinned,
        ),
        blobs=blobs_of(given.payload, definition),
        sealed=await services.get(Sealer).seal(tenant_id, id_, [*given.wholes, *wholes], tx=tx),
        stored_bytes=new.stored_bytes,
    )
