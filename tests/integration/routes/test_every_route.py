"""Every declared route, tried by everybody. A new route is here by being declared."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.integration.routes.documented import PROBLEM_FIELDS, Documented
from tests.integration.routes.world import CANARY, World, make_world, path_of
from thaiyyal.features.routing import Route
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import platform_on
from thaiyyal.web.routes import ALL_ROUTES

PUBLIC: frozenset[str] = frozenset()
"""Routes that anybody may use without signing in. Whoever adds one says why in the review."""

ROUTES = sorted(ALL_ROUTES, key=lambda route: (route.path, route.method))
PROTECTED = [route for route in ROUTES if route.permission is not Access.PUBLIC]
WITH_PERMISSION = [route for route in ROUTES if isinstance(route.permission, Permission)]


def _name(route: Route) -> str:
    return route.name


@pytest.fixture(scope="module")
def world(postgres: EmbeddedServer) -> Iterator[World]:
    with platform_on(postgres) as platform:
        yield make_world(platform)


@pytest.fixture(scope="module")
def documented(world: World) -> Documented:
    return Documented(world.platform.web.openapi)


def _try(
    world: World,
    route: Route,
    headers: Mapping[str, str],
    *,
    body: Any = None,
    request_id: str = "",
) -> Answer:
    sent = {**headers, "X-Request-ID": request_id or str(uuid4())}
    return world.platform.ask(route.method, path_of(route, world.ours), json=body, headers=sent)


def _assert_refused(answer: Answer, status: int) -> None:
    assert answer.status == status, answer.body
    assert set(answer.json) == PROBLEM_FIELDS
    assert CANARY not in answer.body.decode()


def test_the_routes_open_to_everybody_are_the_reviewed_ones() -> None:
    assert {route.name for route in ROUTES if route.permission is Access.PUBLIC} == PUBLIC


@pytest.mark.parametrize("route", PROTECTED, ids=_name)
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
    _assert_refused(_try(world, route, headers), 401)


@pytest.mark.parametrize(
    "credential",
    ["expired_token", "revoked_session", "disabled_user", "revoked_key", "expired_key"],
)
def test_a_credential_that_has_ended_opens_no_route(world: World, credential: str) -> None:
    people = world.ours.people
    headers = {
        "expired_token": people.expired_token,
        "revoked_session": people.revoked_session,
        "disabled_user": people.disabled_user,
        "revoked_key": lambda: people.api_key(Permission, revoked=True),
        "expired_key": lambda: people.api_key(Permission, expired=True),
    }[credential]()

    opened = [
        (route.name, answer.status)
        for route in PROTECTED
        if (answer := _try(world, route, headers)).status != 401
    ]

    assert opened == []


def test_a_disabled_member_reaches_nothing_of_the_tenant(world: World) -> None:
    headers = world.ours.people.disabled_member()

    opened = [
        (route.name, answer.status)
        for route in WITH_PERMISSION
        if (answer := _try(world, route, headers)).status not in {403, 404}
    ]

    assert opened == []


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=_name)
def test_a_member_without_the_permission_is_refused_and_recorded(
    world: World, documented: Documented, route: Route
) -> None:
    others = [p for p in Permission if p is not route.permission]
    person = world.ours.people.who_may(others)
    request_id = str(uuid4())

    body = documented.example(route) if route.resource else None
    answer = _try(world, route, person.headers, body=body, request_id=request_id)

    hidden = route.resource and route.permission is Permission.WORKFLOWS_READ
    _assert_refused(answer, 404 if hidden else 403)
    if not hidden:
        assert _refusals(world, request_id) == 1


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=_name)
def test_a_member_without_any_role_is_refused(
    world: World, documented: Documented, route: Route
) -> None:
    person = world.ours.people.who_may([])

    body = documented.example(route) if route.resource else None
    answer = _try(world, route, person.headers, body=body)

    _assert_refused(answer, 404 if route.resource else 403)


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=_name)
def test_an_api_key_without_the_scope_is_refused(
    world: World, documented: Documented, route: Route
) -> None:
    headers = world.ours.people.api_key([p for p in Permission if p is not route.permission])

    body = documented.example(route) if route.resource else None
    answer = _try(world, route, headers, body=body)

    hidden = route.resource and route.permission is Permission.WORKFLOWS_READ
    _assert_refused(answer, 404 if hidden else 403)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.permission is Access.PLATFORM], ids=_name)
def test_a_tenants_owner_does_not_own_the_platform(world: World, route: Route) -> None:
    _assert_refused(_try(world, route, world.ours.owner.headers), 403)


@pytest.mark.parametrize("route", [r for r in PROTECTED if "{" in r.path], ids=_name)
def test_things_of_another_tenant_do_not_exist(
    world: World, documented: Documented, route: Route
) -> None:
    answer = world.platform.ask(
        route.method,
        path_of(route, world.theirs),
        by=world.ours.owner,
        json=documented.example(route),
        headers={"If-Match": "*"},
    )

    _assert_refused(answer, 403 if route.permission is Access.PLATFORM else 404)


@pytest.mark.parametrize("route", [r for r in WITH_PERMISSION if r.method == "GET"], ids=_name)
def test_what_is_read_tells_nothing_of_another_tenant(world: World, route: Route) -> None:
    answer = world.platform.ask("GET", path_of(route, world.ours), by=world.ours.owner)

    assert answer.status in {200, 404}
    assert CANARY not in answer.body.decode(errors="replace")
    assert str(world.theirs.owner.tenant_id) not in answer.body.decode(errors="replace")


@pytest.mark.parametrize("route", WITH_PERMISSION, ids=_name)
def test_the_permission_is_enough(world: World, documented: Documented, route: Route) -> None:
    assert isinstance(route.permission, Permission)
    tenant = make_world(world.platform).ours if route.method == "DELETE" else world.ours
    needed = {route.permission, Permission.WORKFLOWS_READ}
    person = tenant.people.who_may(needed)

    answer = world.platform.ask(
        route.method,
        path_of(route, tenant),
        by=person,
        json=documented.example(route),
        headers={"If-Match": "*"},
    )

    assert answer.status not in {401, 403}, answer.body
    assert documented.wrong_about(route, answer) is None


def _refusals(world: World, request_id: str) -> int:
    with psycopg.connect(world.platform.owner_conninfo()) as connection:
        found = connection.execute(
            "SELECT count(*) FROM audit_logs WHERE request_id = %s"
            " AND action = 'authorization.refused' AND status = 'failure'",
            [request_id],
        ).fetchone()
    assert found is not None
    return int(found[0])
