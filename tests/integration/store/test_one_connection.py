"""No request needs a second connection while it holds one: a busy server would block."""

from collections.abc import Iterator

import pytest

from tests.integration.executions.canary import TOKEN, asking, credential, found_in_database
from tests.integration.executions.making import document, ended, node, path_of, start
from tests.integration.routes.documented import Documented
from tests.integration.routes.trying import ROUTES, body_for, headers_for, name_of, try_route
from tests.integration.routes.world import World, make_world
from thaiyyal.features.executions import known_secrets
from thaiyyal.features.routing import Route
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE, Platform
from thaiyyal.testing.postgres import fresh_database
from thaiyyal.web.stack import Settings


@pytest.fixture(scope="module")
def world(postgres: EmbeddedServer) -> Iterator[World]:
    """A world whose server has one connection to the database."""
    settings = Settings(requests_per_minute=1_000_000, sign_ins_per_minute_address=1_000_000)
    platform = Platform(postgres, fresh_database(postgres, TEMPLATE), settings, largest_pool=1)
    platform.run(platform.database.open())
    try:
        yield make_world(platform)
    finally:
        platform.close()


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_gets_along_with_one(world: World, route: Route) -> None:
    tenant = world.fresh_for(route)
    body = body_for(route, Documented(world.platform.web.document.value), tenant)

    answer = try_route(world, route, headers_for(route, tenant), tenant=tenant, body=body)

    assert answer.status < 500, answer.body


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_refusal_gets_along_with_one(world: World, route: Route) -> None:
    tenant = world.ours_for(route)
    nobody = tenant.people.who_may(())
    body = body_for(route, Documented(world.platform.web.document.value), tenant)

    answer = try_route(world, route, nobody.headers, tenant=tenant, body=body)

    assert answer.status < 500, answer.body


def test_a_signal_is_masked_although_its_credentials_have_to_be_looked_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_secrets, "_KEPT_S", 0.0)
    platform = world.platform
    owner = platform.make_tenant()
    credential(platform, owner)
    what = document(node("wait", "wait_signal", name="go"), asking("ask", "http://127.0.0.1:1/"))
    waiting = ended(platform, owner, start(platform, owner, what))

    path, body = f"{path_of(waiting)}/signals", {"name": "go", "payload": {"sent": TOKEN}}
    answer = platform.ask("POST", path, by=owner, json=body)

    assert waiting["status"] == "waiting", waiting
    assert answer.status == 202, answer.body
    assert found_in_database(platform, TOKEN) == []
