"""What somebody really has, and what they may give or change."""

import pytest

from thaiyyal.features.tenancy.rank import (
    Escalation,
    Outranked,
    held_by,
    require_rank,
    require_to_hold,
)
from thaiyyal.kernel.actor import Actor, ActorKind
from thaiyyal.kernel.permissions import Permission

READ, UPDATE = Permission.USERS_READ, Permission.USERS_UPDATE
PERSON = Actor(ActorKind.USER, permissions=frozenset({READ, UPDATE}))
KEY = Actor(
    ActorKind.API_KEY,
    permissions=frozenset({READ, UPDATE}),
    scopes=frozenset({READ, Permission.TENANT_DELETE}),
)


def test_a_key_has_what_both_its_user_and_its_scopes_allow() -> None:
    assert held_by(PERSON) == {"users.read", "users.update"}
    assert held_by(KEY) == {"users.read"}


@pytest.mark.parametrize("wanted", [[], ["users.read"], ["users.read", "users.update"]])
def test_what_one_has_can_be_given_and_changed(wanted: list[str]) -> None:
    require_to_hold(PERSON, wanted)
    require_rank(PERSON, wanted)


@pytest.mark.parametrize("actor", [PERSON, KEY], ids=["person", "key"])
def test_what_one_lacks_is_named(actor: Actor) -> None:
    with pytest.raises(Escalation, match=r"tenant\.delete"):
        require_to_hold(actor, ["users.read", "tenant.delete"])
    with pytest.raises(Outranked, match=r"tenant\.delete"):
        require_rank(actor, ["tenant.delete"])


def test_a_permission_that_this_program_does_not_know_is_held_by_nobody() -> None:
    with pytest.raises(Outranked, match=r"future\.thing"):
        require_rank(Actor(ActorKind.USER, permissions=frozenset(Permission)), ["future.thing"])
