"""Who may look at an execution, and which executions a list shows: as ``kernel.authorize`` says."""

from uuid import UUID

from thaiyyal.features.executions import queries
from thaiyyal.features.executions.list_queries import Seen
from thaiyyal.features.routing import CallContext
from thaiyyal.features.workflows import resource_of
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Forbidden, NotFound, Resource, is_allowed
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

OF_NOBODY = Resource(None, is_private=True)
"""What is left of a purged workflow is for those who reach everything."""


async def found(
    call: CallContext,
    permission: Permission,
    id_: UUID,
    *,
    workflow_id: UUID | None = None,
    with_values: bool = False,
) -> Row:
    """Return an execution that the caller may use so, of a workflow if one is named.

    Raises:
        NotFound: There is none here that the caller may know of.
        Forbidden: The caller may see its workflow, and not do this.
    """
    row = await queries.load_execution(call.tx, call.actor, id_, with_values=with_values)
    if row is None or workflow_id not in {None, row["workflow_id"]}:
        raise NotFound("there is no such execution")
    call.authorize(permission, resource_in(row, call.actor, permission))
    return row


def resource_in(row: Row, actor: Actor, permission: Permission) -> Resource:
    """Return what decides about an execution, of an actor who may know of it.

    Raises:
        NotFound: The actor may neither use it so nor see its workflow.
    """
    resource = OF_NOBODY if row["visibility"] is None else resource_of(row)
    if not any(is_allowed(actor, one, resource) for one in (permission, Permission.WORKFLOWS_READ)):
        raise NotFound("there is no such execution")
    return resource


def seen_by(actor: Actor) -> Seen:
    """Return whose executions an actor sees besides those of their own and of shared workflows.

    Everybody may see those of their own workflows: who may not even do that is a narrow API key.

    Raises:
        Forbidden: The API key may not see executions.
    """
    wanted = Permission.EXECUTIONS_READ
    if not is_allowed(actor, wanted, Resource(owner_id=actor.user_id)):
        raise Forbidden(f'this API key lacks the scope "{wanted}"')
    return Seen(
        of_tenant=is_allowed(actor, wanted, Resource(None)),
        private_too=is_allowed(actor, wanted, OF_NOBODY),
    )
