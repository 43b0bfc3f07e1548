"""Entries are written with the change they tell of, refusals on their own."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from prometheus_client import CollectorRegistry

from tests.integration.audit.logs import Log, as_owner, change, log_of
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.routing import Call, Routes
from thaiyyal.kernel.actor import Actor, ActorKind, Origin
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.kernel.permissions import Permission
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.platform import Person, Platform
from thaiyyal.web.app import create_server

routes = Routes("tests")


@routes.route("POST", "/recorded", permission=Permission.WORKFLOWS_READ, status=204)
async def record_and_succeed(call: Call) -> None:
    """Record a change."""
    await record(call.tx, call.actor, change(1))


@routes.route("POST", "/refused", permission=Permission.WORKFLOWS_READ, status=204)
async def record_and_fail(call: Call) -> None:
    """Record a change and fail."""
    await record(call.tx, call.actor, change(1))
    raise ThaiyyalError("no")


@routes.route("POST", "/broken", permission=Permission.WORKFLOWS_READ, status=204)
async def record_and_break(call: Call) -> None:
    """Record a change and break."""
    await record(call.tx, call.actor, change(1))
    raise ZeroDivisionError


@pytest.fixture
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


def _post(platform: Platform, path: str, by: Person, headers: dict[str, str]) -> Answer:
    parts = replace(platform.parts, registry=CollectorRegistry())
    server = create_server(parts, routes=routes)
    sent = {**by.headers, **headers}
    return platform.run(ask(server.asgi, "POST", f"/api/v1{path}", headers=sent))


def _last(log: Log) -> dict[str, Any]:
    return log.rows("id")[-1]


def test_an_entry_says_who_did_it_from_where_and_in_which_request(
    platform: Platform, owner: Person
) -> None:
    answer = _post(platform, "/recorded", owner, {"user-agent": "curl/8", "x-request-id": "r-1"})

    entry = _last(log_of(platform, owner))
    assert (entry["actor_kind"], entry["user_id"]) == ("user", owner.id)
    assert (str(entry["address"]), entry["user_agent"]) == ("127.0.0.1", "curl/8")
    assert entry["request_id"] == answer.headers["x-request-id"] == "r-1"
    assert (entry["before"], entry["after"]) == (b'{"revision":1}', b'{"revision":2}')


def test_a_change_that_failed_leaves_no_entry(platform: Platform, owner: Person) -> None:
    before = log_of(platform, owner).rows()

    answer = _post(platform, "/refused", owner, {})

    assert (answer.status, log_of(platform, owner).rows()) == (422, before)


def test_a_handler_that_breaks_leaves_no_entry(platform: Platform, owner: Person) -> None:
    before = log_of(platform, owner).rows()

    with pytest.raises(ZeroDivisionError):
        _post(platform, "/broken", owner, {})

    assert log_of(platform, owner).rows() == before


def test_who_may_not_do_something_is_recorded(platform: Platform, owner: Person) -> None:
    viewer = platform.make_member(owner, "viewer")

    answer = platform.ask("GET", "/audit-logs", by=viewer)

    entry = _last(log_of(platform, owner))
    assert answer.status == 403
    assert (entry["action"], entry["status"]) == ("authorization.refused", "failure")
    assert entry["user_id"] == viewer.id
    assert orjson.loads(entry["details"]) == {
        "permission": "audit.read",
        "route": "GET /audit-logs",
        "code": "forbidden",
    }


@pytest.mark.parametrize("id_", ["%00", "%ED%A0%80", "a" * 3_000, "%E2%80%AE"])
def test_a_refusal_is_recorded_whatever_is_in_the_address(
    platform: Platform, owner: Person, id_: str
) -> None:
    viewer = platform.make_member(owner, "viewer")

    answer = platform.ask("GET", f"/audit-logs/{id_}", by=viewer)

    assert answer.status in {400, 403, 404}


def test_a_refusal_without_a_tenant_goes_to_the_log_of_the_platform(platform: Platform) -> None:
    nobody = Actor(ActorKind.ANONYMOUS, origin=Origin("203.0.113.77"))
    refused = Change("session.refused", "session", "who@example.com", succeeded=False)

    platform.run(record_refusal(platform.database, nobody, refused))

    (entry,) = as_owner(platform, "SELECT * FROM audit_logs WHERE address = '203.0.113.77'")
    assert (entry["tenant_id"], entry["resource_id"]) == (PLATFORM, "who@example.com")


def test_a_failed_sign_in_goes_to_the_log_of_the_platform(platform: Platform) -> None:
    body = {"email": "nobody@example.com", "password": "not the password"}

    answer = platform.ask("POST", "/auth/login", json=body, address="203.0.113.78")

    (entry,) = as_owner(platform, "SELECT * FROM audit_logs WHERE address = '203.0.113.78'")
    assert answer.status == 401
    assert (entry["tenant_id"], entry["action"]) == (PLATFORM, "session.refused")
    assert b"not the password" not in b"".join(filter(None, (entry["details"], entry["after"])))


def test_odd_origins_do_not_hinder_an_entry(platform: Platform, owner: Person) -> None:
    log = log_of(platform, owner)
    odd = Actor(ActorKind.SYSTEM, origin=Origin("a socket", "x" * 600 + "\0", "r" * 70))

    log.write(Change("tenant.created", "tenant", "i" * 300 + "\0"), actor=odd)

    entry = _last(log)
    assert (entry["address"], len(entry["user_agent"]), len(entry["request_id"])) == (None, 500, 64)
    assert entry["resource_id"] == "i" * 255


def test_the_time_of_an_entry_is_that_of_its_id(platform: Platform, owner: Person) -> None:
    log = log_of(platform, owner)
    log.write_many(3)

    rows = log.rows("id")
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert {round(row["at"].timestamp() * 1_000) - (row["id"].int >> 80) for row in rows} == {0}
