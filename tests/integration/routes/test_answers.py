"""Who has just the permission succeeds, and the answer has its documented shape."""

from uuid import uuid4

import pytest

from tests.integration.routes.documented import Documented
from tests.integration.routes.ready import (
    CHANGES_NOTHING,
    GIVEN_AWAY,
    NEEDS_A_NEW_PLATFORM,
    NEEDS_A_PROVIDER,
)
from tests.integration.routes.things import Tenant
from tests.integration.routes.trying import ROUTES, body_for, name_of, recorded, try_route
from tests.integration.routes.world import World
from thaiyyal.features.accounts.setup import ensure_setup_link
from thaiyyal.features.routing import Route
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import platform_on

NEEDS_MORE = NEEDS_A_NEW_PLATFORM | NEEDS_A_PROVIDER
AGAIN_AND_AGAIN = [route for route in ROUTES if route.name not in NEEDS_MORE]


@pytest.mark.parametrize("route", AGAIN_AND_AGAIN, ids=name_of)
def test_the_permission_is_enough(world: World, documented: Documented, route: Route) -> None:
    changes_nothing = route.method == "GET" or route.name in CHANGES_NOTHING
    tenant = world.ours_for(route) if changes_nothing else world.fresh_for(route)
    headers = _who(route, tenant)
    body = body_for(route, documented, tenant)

    request_id = str(uuid4())
    answer = try_route(world, route, headers, tenant=tenant, body=body, request_id=request_id)

    assert answer.status == route.status, answer.body
    assert documented.wrong_about(route, answer) is None
    if not changes_nothing:
        assert recorded(world.platform, request_id)


def test_the_first_owner_is_set_up_as_documented(
    postgres: EmbeddedServer, documented: Documented
) -> None:
    route = next(route for route in ROUTES if route.name == "set_up_owner")
    with platform_on(postgres) as platform:
        token = platform.run(ensure_setup_link(platform.database))
        body = {**documented.example(route), "token": token}

        answer = platform.ask(route.method, route.path, json=body)

    assert answer.status == route.status, answer.body
    assert documented.wrong_about(route, answer) is None


def _who(route: Route, tenant: Tenant) -> dict[str, str]:
    """Return the headers of whoever may just use a route."""
    match route.permission:
        case Access.PUBLIC:
            return {}
        case Access.SIGNED_IN:
            return tenant.owner.headers
        case Access.PLATFORM:
            return tenant.people.platform_owner().headers
        case permission:
            more = GIVEN_AWAY.get(route.name, frozenset())
            return tenant.people.who_may({permission, Permission.WORKFLOWS_READ, *more}).headers
