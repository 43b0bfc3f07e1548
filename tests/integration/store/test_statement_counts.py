"""How many statements a list takes does not depend on how much is in it, for every list."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, get_origin
from uuid import uuid4

import psycopg
import pytest
from structlog.testing import capture_logs

from tests.integration.routes.things import (
    Tenant,
    add_file,
    ask_for_approval,
    document,
)
from tests.integration.routes.world import make_tenant
from thaiyyal.features.routing import Page, Route
from thaiyyal.kernel.permissions import Access
from thaiyyal.testing.platform import Person, Platform
from thaiyyal.web.routes import ALL_ROUTES

LISTS = [
    route
    for route in ALL_ROUTES
    if route.method == "GET"
    and (get_origin(route.response) or getattr(route.response, "__base__", None)) is Page
]
FIXED = {"list_permissions", "list_plans"}
"""What is in them is the same for everybody."""


def _named(tenant: Tenant) -> str:
    return f"{tenant.text} {uuid4().hex[:8]}"


def _join_another_tenant(tenant: Tenant) -> None:
    other = tenant.platform.make_tenant()
    with psycopg.connect(tenant.platform.owner_conninfo()) as connection:
        connection.execute(
            "INSERT INTO members (tenant_id, user_id) VALUES (%s, %s)",
            [other.tenant_id, tenant.owner.id],
        )


def _execute(tenant: Tenant) -> None:
    tenant.post("/workflows/{workflow_id}/execute?wait=30", {"input": 1})


def _execute_one_with_more_steps(tenant: Tenant) -> None:
    steps = tenant.send("GET", "/executions/{execution_id}/steps")["items"]
    nodes = [{"id": f"n{n}", "type": "number", "data": {"value": n}} for n in range(len(steps) + 5)]
    made = tenant.post("/workflows", {"name": _named(tenant), "document": {"nodes": nodes}})
    tenant.let("workflow_id", made["id"])
    path = "/workflows/{workflow_id}/execute?wait=30"
    tenant.let("execution_id", tenant.post(path, {"input": 1})["id"])


def _share(tenant: Tenant) -> None:
    member = tenant.platform.make_member(tenant.owner, "viewer")
    tenant.send("PUT", f"/workflows/{{workflow_id}}/shares/users/{member.id}", {"level": "read"})


def _fail_to_sign_in(tenant: Tenant) -> None:
    given = {"email": f"{uuid4().hex}@example.com", "password": "wrong"}
    tenant.platform.ask("POST", "/auth/login", json=given)


def _make_workflow(tenant: Tenant) -> None:
    tenant.post("/workflows", {"name": _named(tenant), "document": document()})


def _publish(tenant: Tenant) -> None:
    body = {"document": document(value=uuid4().int % 1_000_000)}
    tenant.send("PUT", "/workflows/{workflow_id}", body)


def _make_role(tenant: Tenant) -> None:
    tenant.post("/roles", {"name": _named(tenant), "permissions": ["workflows.read"]})


def _invite(tenant: Tenant) -> None:
    tenant.post("/invitations", {"email": f"{uuid4().hex}@example.com", "role": "viewer"})


def _make_credential(tenant: Tenant) -> None:
    body = {"name": _named(tenant), "kind": "http_client", "fields": {}, "hosts": ["a.example"]}
    tenant.post("/credentials", body)


def _name_credential(tenant: Tenant) -> None:
    data = {"url": "https://a.example", "credential": tenant.id_of("credential_id")}
    nodes = [{"id": "ask", "type": "http", "data": data}]
    tenant.post("/workflows", {"name": _named(tenant), "document": {"nodes": nodes}})


MORE: Mapping[str, Callable[[Tenant], object]] = {
    "list_api_keys": lambda tenant: tenant.post("/api-keys", {"name": _named(tenant)}),
    "list_approvals": ask_for_approval,
    "list_credential_uses": _name_credential,
    "list_credentials": _make_credential,
    "list_execution_files": add_file,
    "list_executions": _execute,
    "list_invitations": _invite,
    "list_own_sessions": lambda tenant: tenant.platform.sign_in(
        tenant.owner.id, tenant.owner.tenant_id
    ),
    "list_own_tenants": _join_another_tenant,
    "list_roles": _make_role,
    "list_shares": _share,
    "list_steps": _execute_one_with_more_steps,
    "list_tenants": lambda tenant: tenant.platform.make_tenant(),
    "list_users": lambda tenant: tenant.platform.make_member(tenant.owner, "editor"),
    "list_versions": _publish,
    "list_workflow_execution_steps": _execute_one_with_more_steps,
    "list_workflow_executions": _execute,
    "list_workflows": _make_workflow,
    "search_audit_log": _make_role,
    "search_platform_log": _fail_to_sign_in,
}
"""Operation id -> what makes the list longer by one or more."""


def test_every_list_is_measured() -> None:
    assert {route.name for route in LISTS} == {*MORE, *FIXED}


@pytest.mark.parametrize("route", [r for r in LISTS if r.name in MORE], ids=lambda r: r.name)
def test_a_longer_list_takes_no_more_statements(platform: Platform, route: Route) -> None:
    tenant = make_tenant(platform)
    is_of_the_platform = route.permission is Access.PLATFORM
    by = tenant.people.platform_owner() if is_of_the_platform else tenant.owner
    MORE[route.name](tenant)
    few, before = _listed(tenant, route, by)

    for _ in range(5):
        MORE[route.name](tenant)
    many, after = _listed(tenant, route, by)

    assert len(many) > len(few) > 0
    assert after == before


def _listed(tenant: Tenant, route: Route, by: Person) -> tuple[list[Any], list[str]]:
    """Return what is in a list, and the statements that it took."""
    path = tenant.path(route.path)
    with _told(tenant.platform) as log:
        answer = tenant.platform.ask("GET", path, by=by)
    statements = [event["statement"] for event in log if event["event"] == "slow_statement"]
    return answer.json["items"], statements


@contextmanager
def _told(platform: Platform) -> Iterator[list[Any]]:
    """Yield a log that names every statement of the block, because each is too slow."""
    usual = platform.database.settings
    platform.database.settings = replace(usual, slow_statement_ms=0)
    try:
        with capture_logs() as log:
            yield log
    finally:
        platform.database.settings = usual
