"""Who may change a credential, and bind it to what."""

from collections.abc import Sequence
from uuid import UUID

from thaiyyal.features.credentials import queries
from thaiyyal.features.credentials.errors import (
    BindsTooMuch,
    InvalidCredential,
    NotYourCredential,
    Problem,
)
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Resource, is_allowed
from thaiyyal.kernel.permissions import Level, Permission
from thaiyyal.outbound.host_patterns import EVERY
from thaiyyal.store.transaction import Row, Transaction

_LEVELS = tuple(Level)


def may_change(actor: Actor, row: Row, permission: Permission) -> bool:
    """Whether an actor may use a permission on a credential: their own, or as who manages all."""
    owns = row["owner_id"] is not None and row["owner_id"] == actor.user_id
    manages = is_allowed(actor, Permission.CREDENTIALS_MANAGE)
    return is_allowed(actor, permission) and (owns or manages)


def require_change(actor: Actor, row: Row, permission: Permission) -> None:
    """Do nothing for who may change a credential; raises ``NotYourCredential``."""
    if not may_change(actor, row, permission):
        raise NotYourCredential


def require_wide(actor: Actor, *, hosts: Sequence[str], is_for_all: bool) -> None:
    """Do nothing unless a credential is for every host or workflow, which is for managers.

    Raises:
        BindsTooMuch: The actor is none.
    """
    if (EVERY in hosts or is_for_all) and not is_allowed(actor, Permission.CREDENTIALS_MANAGE):
        raise BindsTooMuch(
            "only those with credentials.manage bind a credential to every host or every workflow; "
            "name the hosts and the workflows"
        )


async def require_workflows(tx: Transaction, actor: Actor, ids: Sequence[UUID]) -> None:
    """Do nothing when an actor may change all these workflows.

    Raises:
        InvalidCredential: One is not there, or hidden from the actor.
        BindsTooMuch: One may be seen and not changed.
    """
    rows = {row["id"]: row for row in await queries.workflows_with(tx, actor, ids)} if ids else {}
    unknown = [place for place, id_ in enumerate(ids) if not _may(actor, rows.get(id_), "read")]
    if unknown:
        told = "there is no such workflow"
        raise InvalidCredential(
            [Problem(f"/body/workflow_ids/{place}", "not_found", told) for place in unknown]
        )
    if not all(_may(actor, rows[id_], "update") for id_ in ids):
        raise BindsTooMuch("a credential can be bound only to workflows that you may change")


def resource_of(row: Row) -> Resource:
    """Return what a decision has to know about a workflow's row."""
    rank = row["shared_rank"]
    return Resource(
        owner_id=row["owner_id"],
        is_private=row["visibility"] == "private",
        level=None if rank is None else _LEVELS[rank - 1],
    )


def _may(actor: Actor, row: Row | None, what: str) -> bool:
    permission = Permission(f"workflows.{what}")
    return row is not None and is_allowed(actor, permission, resource_of(row))
