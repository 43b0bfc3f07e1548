"""Who is not signed in, or not any more, reaches no protected route."""

from collections.abc import Callable, Mapping
from uuid import uuid4

import pytest

from tests.integration.routes.documented import Documented
from tests.integration.routes.people import Headers
from tests.integration.routes.things import Tenant
from tests.integration.routes.trying import (
    PROTECTED,
    ROUTES,
    WITH_PERMISSION,
    assert_refused,
    body_for,
    is_empty,
    is_list_of_what_one_may_see,
    name_of,
    refusals,
    try_route,
)
from tests.integration.routes.world import World, make_tenant, things_in_paths
from thaiyyal.features.routing import Route
from thaiyyal.kernel.permissions import Access, Permission

PUBLIC = frozenset(
    {
        "finish_credential_consent",
        "finish_sign_in_with_provider",
        "get_sign_in_options",
        "preview_invitation",
        "receive_delete",
        "receive_get",
        "receive_patch",
        "receive_post",
        "receive_put",
        "refresh_session",
        "register_user",
        "set_password_by_reset_link",
        "set_up_owner",
        "sign_in_with_password",
        "sign_out",
        "start_sign_in_with_provider",
    }
)
"""Routes that anybody may use without signing in. Whoever adds one says why in the review."""


@pytest.fixture(scope="module")
def disabled_owner(world: World) -> Tenant:
    """A tenant whose owner made everything in it, and was disabled as a member then."""
    tenant = make_tenant(world.platform)
    for name in things_in_paths():
        assert tenant.id_of(name)
    tenant.people.disable(tenant.owner)
    return tenant


def test_the_routes_open_to_everybody_are_the_reviewed_ones() -> None:
    assert {route.name for route in ROUTES if route.permission is Access.PUBLIC} == PUBLIC


@pytest.mark.parametrize("route", PROTECTED, ids=name_of)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer nothing.like.this"},
        {"Authorization": "Basic b3duZXI6cGFzc3dvcmQ="},
        {"X-API-Key": ""},
        {"X-API-Key": "thk_" + "0" * 49},
    ],
    ids=["nothing", "empty", "no token", "garbage", "another scheme", "empty key", "garbage key"],
)
def test_a_stranger_is_sent_to_sign_in(
    world: World, route: Route, headers: Mapping[str, str]
) -> None:
    answer = try_route(world, route, headers, tenant=world.ours)

    assert_refused(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "credential",
    ["expired_token", "revoked_session", "disabled_user", "revoked_key", "expired_key"],
)
def test_a_credential_that_has_ended_opens_no_route(world: World, credential: str) -> None:
    people = world.ours.people
    make: dict[str, Callable[[], Headers]] = {
        "expired_token": people.expired_token,
        "revoked_session": people.revoked_session,
        "disabled_user": people.disabled_user,
        "revoked_key": lambda: people.api_key(Permission, revoked=True),
        "expired_key": lambda: people.api_key(Permission, expired=True),
    }
    headers = make[credential]()

    opened = [
        (route.name, answer.status)
        for route in PROTECTED
        if (answer := try_route(world, route, headers, tenant=world.ours)).status != 401
    ]

    assert opened == []


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=name_of)
def test_a_disabled_member_reaches_nothing_not_even_their_own(
    world: World, documented: Documented, disabled_owner: Tenant, route: Route
) -> None:
    body = body_for(route, documented, disabled_owner) if route.resource else None

    answer = try_route(world, route, disabled_owner.owner.headers, tenant=disabled_owner, body=body)

    if is_list_of_what_one_may_see(route):
        assert (answer.status, is_empty(answer)) == (200, True)
    else:
        assert_refused(answer, 404 if route.resource else 403)


def test_the_owner_of_a_suspended_tenant_is_told_so_and_recorded(world: World) -> None:
    headers = world.ours.people.owner_of_a_suspended_tenant()

    for route in WITH_PERMISSION:
        request_id = str(uuid4())
        answer = try_route(world, route, headers, tenant=world.ours, request_id=request_id)

        assert_refused(answer, 403)
        assert answer.code == "tenant_suspended"
        assert refusals(world.platform, request_id) == 1
