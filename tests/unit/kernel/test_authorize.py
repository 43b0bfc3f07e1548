"""The one decision: roles, sharing, ownership, scopes, suspension."""

from itertools import pairwise
from uuid import uuid4

import pytest

from thaiyyal.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from thaiyyal.kernel.authorize import (
    Forbidden,
    NotFound,
    NotSignedIn,
    Resource,
    TenantSuspended,
    authorize,
    is_allowed,
)
from thaiyyal.kernel.ids import UserId
from thaiyyal.kernel.permissions import (
    ALLOWED_BY_LEVEL,
    BUILT_IN_ROLES,
    DESCRIPTIONS,
    Access,
    Level,
    Permission,
)

ME, OTHER = UserId(uuid4()), UserId(uuid4())
READ, UPDATE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_UPDATE


def someone(*permissions: Permission, scopes: frozenset[Permission] | None = None) -> Actor:
    kind = ActorKind.USER if scopes is None else ActorKind.API_KEY
    return Actor(kind, user_id=ME, permissions=frozenset(permissions), scopes=scopes)


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(BUILT_IN_ROLES))
def test_a_role_allows_what_it_names_and_nothing_else(role: str, permission: Permission) -> None:
    actor = someone(*BUILT_IN_ROLES[role])

    assert is_allowed(actor, permission) == (permission in BUILT_IN_ROLES[role])


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("level", list(Level))
def test_a_share_allows_what_its_level_names(level: Level, permission: Permission) -> None:
    shared = Resource(OTHER, is_private=True, level=level)

    assert is_allowed(someone(), permission, shared) == (permission in ALLOWED_BY_LEVEL[level])


def test_each_level_includes_the_one_before() -> None:
    levels = [ALLOWED_BY_LEVEL[level] for level in Level]

    assert all(lower < higher for lower, higher in pairwise(levels))


def test_a_role_reaches_private_workflows_of_others_only_with_manage() -> None:
    private = Resource(OTHER, is_private=True)

    assert not is_allowed(someone(READ), READ, private)
    assert is_allowed(someone(READ, Permission.WORKFLOWS_MANAGE), READ, private)
    assert not is_allowed(someone(Permission.WORKFLOWS_MANAGE), READ, private)
    assert is_allowed(someone(READ), READ, Resource(OTHER))


def test_an_owner_needs_no_role_and_nobody_owns_what_has_no_owner() -> None:
    assert is_allowed(someone(), UPDATE, Resource(ME, is_private=True))
    assert not is_allowed(SYSTEM, READ, Resource(None))


def test_scopes_only_take_away() -> None:
    reader = someone(READ, UPDATE, scopes=frozenset({READ}))

    assert is_allowed(reader, READ)
    assert not is_allowed(reader, UPDATE)
    assert not is_allowed(reader, UPDATE, Resource(ME))
    assert not is_allowed(someone(scopes=frozenset({READ})), READ)


@pytest.mark.parametrize(
    ("actor", "public", "signed_in", "platform"),
    [
        (ANONYMOUS, True, False, False),
        (someone(), True, True, False),
        (Actor(ActorKind.USER, is_platform_owner=True), True, True, True),
        (Actor(ActorKind.API_KEY, is_platform_owner=True), True, True, False),
    ],
    ids=["nobody", "user", "platform owner", "key of the platform owner"],
)
def test_access_asks_for_no_single_permission(
    actor: Actor, public: bool, signed_in: bool, platform: bool
) -> None:
    assert is_allowed(actor, Access.PUBLIC) == public
    assert is_allowed(actor, Access.SIGNED_IN) == signed_in
    assert is_allowed(actor, Access.PLATFORM) == platform


def test_refusals_say_what_is_the_matter() -> None:
    suspended = Actor(ActorKind.USER, user_id=ME, is_suspended=True)

    with pytest.raises(NotSignedIn):
        authorize(ANONYMOUS, READ)
    with pytest.raises(NotFound):
        authorize(someone(), READ, Resource(OTHER))
    with pytest.raises(Forbidden, match=r"workflows\.update"):
        authorize(someone(READ), UPDATE, Resource(OTHER))
    with pytest.raises(TenantSuspended):
        authorize(suspended, READ)
    authorize(suspended, Access.SIGNED_IN)


def test_every_permission_is_described() -> None:
    assert set(DESCRIPTIONS) == set(Permission)
