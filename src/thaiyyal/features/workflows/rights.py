"""Who may do what with one workflow. Decided by ``kernel.authorize``; this tells it the facts."""

from collections.abc import Callable, Iterable

from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Forbidden, Resource, is_allowed
from thaiyyal.kernel.permissions import ALLOWED_BY_LEVEL, Level, Permission
from thaiyyal.store.transaction import Row

LEVELS = tuple(Level)
ON_ONE_WORKFLOW = (
    Permission.WORKFLOWS_READ,
    Permission.WORKFLOWS_UPDATE,
    Permission.WORKFLOWS_DELETE,
    Permission.WORKFLOWS_EXECUTE,
    Permission.WORKFLOWS_SHARE,
    Permission.EXECUTIONS_READ,
    Permission.EXECUTIONS_CANCEL,
)


class GrantsTooMuch(Forbidden):
    """Somebody wants to give away a right that they do not have."""

    code = "grants_too_much"


class NotTheOwner(Forbidden):
    """Only the owner, or who manages all workflows, may do this."""

    code = "not_the_owner"


def resource_of(row: Row) -> Resource:
    """Return what a decision has to know about a workflow's row."""
    rank = row["shared_rank"]
    return Resource(
        owner_id=row["owner_id"],
        is_private=row["visibility"] == "private",
        level=None if rank is None else LEVELS[rank - 1],
    )


def permissions_on(actor: Actor, row: Row) -> list[Permission]:
    """Return what an actor may do with a workflow."""
    resource = resource_of(row)
    return [one for one in ON_ONE_WORKFLOW if is_allowed(actor, one, resource)]


def permissions_by(actor: Actor) -> Callable[[Row], list[Permission]]:
    """Return ``permissions_on`` for many workflows, which are of few kinds to one actor."""
    known: dict[tuple[object, ...], list[Permission]] = {}

    def permissions(row: Row) -> list[Permission]:
        owns = row["owner_id"] is not None and row["owner_id"] == actor.user_id
        kind = (owns, row["visibility"], row["shared_rank"])
        if kind not in known:
            known[kind] = permissions_on(actor, row)
        return known[kind]

    return permissions


def require_all(actor: Actor, permissions: Iterable[Permission], row: Row) -> None:
    """Check that an actor has what they are about to give to somebody else.

    Raises:
        GrantsTooMuch: A permission is missing.
    """
    resource = resource_of(row)
    missing = sorted(p for p in permissions if not is_allowed(actor, p, resource))
    if missing:
        raise GrantsTooMuch(
            f"you cannot give away {', '.join(missing)} on this workflow, because you do not have "
            "it yourself; share less, or ask an administrator of your tenant"
        )


def require_level(actor: Actor, level: Level, row: Row) -> None:
    """Check that an actor may share at ``level``.

    Raises:
        GrantsTooMuch: The level allows something that the actor may not do.
    """
    require_all(actor, ALLOWED_BY_LEVEL[level], row)


def require_ownership(actor: Actor, row: Row) -> None:
    """Check that an actor may give a workflow to somebody else.

    Raises:
        NotTheOwner: They neither own it nor manage all workflows.
    """
    owns = row["owner_id"] is not None and row["owner_id"] == actor.user_id
    if not owns and not is_allowed(actor, Permission.WORKFLOWS_MANAGE):
        raise NotTheOwner(
            "only its owner and those with workflows.manage may give a workflow to somebody else"
        )
