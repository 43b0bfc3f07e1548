"""The declared routes in groups, one try at a route, and what a refusal has to look like."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import psycopg

from tests.integration.routes.documented import PROBLEM_FIELDS, Documented
from tests.integration.routes.ready import BODIES
from tests.integration.routes.things import Tenant
from tests.integration.routes.world import CANARY, World, filled
from thaiyyal.features.routing import Route
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform
from thaiyyal.web.routes import ALL_ROUTES

ROUTES = sorted(ALL_ROUTES, key=lambda route: (route.path, route.method))
PROTECTED = [route for route in ROUTES if route.permission is not Access.PUBLIC]
WITH_PERMISSION = [route for route in ROUTES if isinstance(route.permission, Permission)]
PLATFORM_ONLY = [route for route in ROUTES if route.permission is Access.PLATFORM]


def name_of(route: Route) -> str:
    """Return what a test of a route is called."""
    return route.name


def try_route(
    world: World,
    route: Route,
    headers: Mapping[str, str],
    *,
    tenant: Tenant,
    body: Any = None,
    request_id: str | None = None,
) -> Answer:
    """Send one request to a route about the things of a tenant."""
    sent = {"If-Match": "*", "X-Request-ID": request_id or str(uuid4()), **headers}
    return world.platform.ask(route.method, tenant.path(route.path), json=body, headers=sent)


def body_for(route: Route, documented: Documented, tenant: Tenant) -> Any:
    """Return the documented example about the things of a tenant; None without a body."""
    if route.name in BODIES:
        return BODIES[route.name](tenant)
    return filled(documented.example(route), tenant)


def headers_for(route: Route, tenant: Tenant) -> dict[str, str]:
    """Return the headers of somebody in a tenant who may use a route, and much else."""
    match route.permission:
        case Access.PUBLIC:
            return {}
        case Access.PLATFORM:
            return tenant.people.platform_owner().headers
        case _:
            return tenant.owner.headers


def assert_refused(answer: Answer, status: int) -> None:
    """Check a problem: its status, all its members, nothing of another tenant in it."""
    assert answer.status == status, answer.body
    assert set(answer.json) >= PROBLEM_FIELDS
    assert answer.json["status"] == status
    assert CANARY not in answer.body.decode()


def is_list_of_what_one_may_see(route: Route) -> bool:
    """Whether a route decides for each thing of a list, and so refuses nobody."""
    return route.resource and "{" not in route.path


def is_empty(answer: Answer) -> bool:
    """Whether a list has no items, a count is of nothing, or a download has no lines."""
    if answer.headers["content-type"] != "application/json":
        return not answer.body
    shown = answer.json
    return not shown["items"] if "items" in shown else not any(shown.values())


def refusals(platform: Platform, request_id: str) -> int:
    """Return how many entries the audit log has about a refused request."""
    return recorded(platform, request_id).count(("authorization.refused", "failure"))


def recorded(platform: Platform, request_id: str) -> list[tuple[str, str]]:
    """Return action and outcome of all entries that the audit log has about a request."""
    with psycopg.connect(platform.owner_conninfo()) as connection:
        return connection.execute(
            "SELECT action, status FROM audit_logs WHERE request_id = %s", [request_id]
        ).fetchall()
