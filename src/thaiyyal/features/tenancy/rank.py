"""Nobody gives rights that they do not have, and nobody changes somebody who has more. Pure."""

from collections.abc import Collection

from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Forbidden


class Escalation(Forbidden):
    """Somebody would give away more than they have."""

    code = "escalation"


class Outranked(Forbidden):
    """Somebody would change a person or a role with more rights than their own."""

    code = "outranked"


def held_by(actor: Actor) -> frozenset[str]:
    """Return the permissions that an actor really has: those of the roles, within the scopes."""
    if actor.scopes is None:
        return frozenset(actor.permissions)
    return frozenset(actor.permissions & actor.scopes)


def require_to_hold(actor: Actor, permissions: Collection[str]) -> None:
    """Do nothing when an actor has all that it is about to give.

    Raises:
        Escalation: It lacks some of that.
    """
    lacking = _lacking(actor, permissions)
    if lacking:
        raise Escalation(
            f"you cannot give rights that you do not have yourself: {lacking}; "
            "ask somebody who has them"
        )


def require_rank(actor: Actor, permissions: Collection[str]) -> None:
    """Do nothing when an actor has all rights of whom or what it is about to change.

    Raises:
        Outranked: It lacks some of them.
    """
    lacking = _lacking(actor, permissions)
    if lacking:
        raise Outranked(
            f"this has rights that you do not have yourself: {lacking}; "
            "only somebody who has them can change it"
        )


def _lacking(actor: Actor, permissions: Collection[str]) -> str:
    return ", ".join(sorted(set(map(str, permissions)) - held_by(actor)))
