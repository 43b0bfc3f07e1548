"""Every declared route asks for its permission. A new route is here by being declared."""

from collections.abc import Mapping
from uuid import uuid4

import pytest

from tests.integration.routes.documented import Documented
from tests.integration.routes.things import Tenant
from tests.integration.routes.trying import (
    PLATFORM_ONLY,
    WITH_PERMISSION,
    assert_refused,
    body_for,
    is_empty,
    is_list_of_what_one_may_see,
    name_of,
    refusals,
    try_route,
)
from tests.integration.routes.world import World
from thaiyyal.features.routing import Route
from thaiyyal.kernel.permissions import BUILT_IN_ROLES, Permission
from thaiyyal.testing.api import Answer


def _try_and_look(
    world: World, documented: Documented, route: Route, tenant: Tenant, headers: Mapping[str, str]
) -> tuple[Answer, int]:
    """Try a route; return the answer and how many refusals were recorded for it."""
    request_id = str(uuid4())
    body = body_for(route, documented, tenant) if route.resource else None
    answer = try_route(world, route, headers, tenant=tenant, body=body, request_id=request_id)
    return answer, refusals(world.platform, request_id)


def _assert_refused_and_recorded(answer: Answer, recorded: int, *, is_hidden: bool) -> None:
    """Check a refusal: what one may not even read does not exist, all else is recorded, once."""
    assert_refused(answer, 404 if is_hidden else 403)
    assert recorded == (0 if is_hidden else 1)


def _assert_shows_nothing(answer: Answer, recorded: int) -> None:
    assert (answer.status, is_empty(answer), recorded) == (200, True, 0)


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=name_of)
def test_a_member_without_the_permission_is_refused(
    world: World, documented: Documented, route: Route
) -> None:
    tenant = world.ours_for(route)
    person = tenant.people.who_may(p for p in Permission if p is not route.permission)

    answer, recorded = _try_and_look(world, documented, route, tenant, person.headers)

    if is_list_of_what_one_may_see(route):
        _assert_shows_nothing(answer, recorded)
    else:
        hidden = route.resource and route.permission is Permission.WORKFLOWS_READ
        _assert_refused_and_recorded(answer, recorded, is_hidden=hidden)


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=name_of)
def test_a_member_without_any_role_is_refused(
    world: World, documented: Documented, route: Route
) -> None:
    tenant = world.ours_for(route)
    person = tenant.people.who_may([])

    answer, recorded = _try_and_look(world, documented, route, tenant, person.headers)

    if is_list_of_what_one_may_see(route):
        _assert_shows_nothing(answer, recorded)
    else:
        _assert_refused_and_recorded(answer, recorded, is_hidden=route.resource)


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=name_of)
def test_an_api_key_without_the_scope_is_refused(
    world: World, documented: Documented, route: Route
) -> None:
    tenant = world.ours_for(route)
    headers = tenant.people.api_key([p for p in Permission if p is not route.permission])

    answer, recorded = _try_and_look(world, documented, route, tenant, headers)

    hidden = route.resource and route.permission is Permission.WORKFLOWS_READ
    is_list = is_list_of_what_one_may_see(route)
    _assert_refused_and_recorded(answer, recorded, is_hidden=hidden and not is_list)


@pytest.mark.parametrize("route", PLATFORM_ONLY, ids=name_of)
def test_a_tenants_owner_does_not_own_the_platform(
    world: World, documented: Documented, route: Route
) -> None:
    answer, recorded = _try_and_look(world, documented, route, world.ours, world.ours.owner.headers)

    _assert_refused_and_recorded(answer, recorded, is_hidden=False)


@pytest.mark.parametrize("route", PLATFORM_ONLY, ids=name_of)
def test_no_api_key_reaches_the_platform_of_its_owner(
    world: World, documented: Documented, route: Route
) -> None:
    tenant = world.ours_for(route)
    headers = tenant.people.api_key(Permission, of_platform_owner=True)

    answer, recorded = _try_and_look(world, documented, route, tenant, headers)

    _assert_refused_and_recorded(answer, recorded, is_hidden=False)


@pytest.mark.parametrize("role", [name for name in BUILT_IN_ROLES if name != "owner"])
def test_a_built_in_role_opens_no_route_beyond_its_permissions(
    world: World, documented: Documented, role: str
) -> None:
    opened = []
    for route in WITH_PERMISSION:
        tenant = world.ours_for(route)
        if route.permission not in BUILT_IN_ROLES[role]:
            headers = tenant.people.with_role(role).headers
            answer, recorded = _try_and_look(world, documented, route, tenant, headers)
            if (answer.status, recorded) != (403, 1):
                opened.append((route.name, answer.status, answer.body))

    assert opened == []
