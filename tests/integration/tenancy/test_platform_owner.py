"""What the platform's owner does to tenants, and what their people notice."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.tenancy.people import (
    as_owner,
    audit_of,
    make_api_key,
    make_platform_owner,
)
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.testing.platform import Person, Platform


@pytest.fixture(scope="module")
def boss(platform: Platform) -> Person:
    return make_platform_owner(platform)


def in_platform_log(platform: Platform, action: str, tenant_id: Any) -> list[dict[str, Any]]:
    entries = audit_of(platform, PLATFORM, action)
    return [entry for entry in entries if entry["resource_id"] == str(tenant_id)]


def test_a_suspended_tenant_is_closed_for_all_its_people(platform: Platform, boss: Person) -> None:
    owner = platform.make_tenant()
    viewer = platform.make_member(owner, "viewer")
    key = make_api_key(platform, owner, ["users.read"])
    path = f"/tenants/{owner.tenant_id}"

    suspended = platform.ask("POST", f"{path}/suspend", by=boss)
    tries = [
        platform.ask("GET", "/users", by=owner),
        platform.ask("GET", f"/workflows/{uuid4()}", by=viewer),
        platform.ask("GET", "/users", headers=key),
    ]
    resumed = platform.ask("POST", f"{path}/resume", by=boss)

    assert (suspended.status, suspended.json["status"]) == (200, "suspended")
    assert {(answer.status, answer.code) for answer in tries} == {(403, "tenant_suspended")}
    assert "suspended" in tries[0].json["detail"]
    assert resumed.json["status"] == "active"
    assert platform.ask("GET", "/users", headers=key).status == 200


def test_people_of_a_suspended_tenant_keep_their_account(platform: Platform, boss: Person) -> None:
    owner = platform.make_tenant()
    platform.ask("POST", f"/tenants/{owner.tenant_id}/suspend", by=boss)

    answer = platform.ask("GET", "/permissions", by=owner)

    assert answer.status == 200


def test_who_is_no_member_does_not_learn_that_a_tenant_is_suspended(
    platform: Platform, boss: Person
) -> None:
    owner, stranger = platform.make_tenant(), platform.make_tenant()
    platform.ask("POST", f"/tenants/{owner.tenant_id}/suspend", by=boss)
    foreign = platform.sign_in(stranger.id, owner.tenant_id, stranger.email)

    answer = platform.ask("GET", "/users", by=foreign)

    assert (answer.status, answer.code) == (403, "forbidden")


@pytest.mark.parametrize(
    ("method", "what", "body", "action"),
    [
        ("POST", "/suspend", None, "tenant.suspended"),
        ("PUT", "/plan", {"plan": "small"}, "tenant.plan_changed"),
        ("PUT", "/quotas", {"quotas": {"users": 3}}, "quota.changed"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_changes_are_in_the_logs_of_tenant_and_platform(
    platform: Platform, boss: Person, method: str, what: str, body: object, action: str
) -> None:
    owner = platform.make_tenant()

    answer = platform.ask(method, f"/tenants/{owner.tenant_id}{what}", by=boss, json=body)

    assert answer.status == 200
    (entry,) = audit_of(platform, owner.tenant_id, action)
    assert entry["user_id"] == boss.id
    assert len(in_platform_log(platform, action, owner.tenant_id)) == 1


def test_a_deletion_can_be_taken_back_and_not_suspended(platform: Platform, boss: Person) -> None:
    owner = platform.make_tenant()
    slug = platform.ask("GET", "/tenant", by=owner).json["slug"]
    path = f"/tenants/{owner.tenant_id}"

    unsure = platform.ask("DELETE", path, by=boss, json={"confirm": "x"})
    deleted = platform.ask("DELETE", path, by=boss, json={"confirm": slug})
    suspended = platform.ask("POST", f"{path}/suspend", by=boss)
    resumed = platform.ask("POST", f"{path}/resume", by=boss)

    assert (unsure.status, unsure.code) == (422, "not_confirmed")
    assert (deleted.status, deleted.json["status"]) == (202, "deleting")
    assert (suspended.status, suspended.code) == (409, "tenant_deleting")
    assert resumed.json["status"] == "active"
    assert platform.ask("GET", "/users", by=owner).status == 200


def test_another_plan_has_other_limits(platform: Platform, boss: Person) -> None:
    owner = platform.make_tenant()

    platform.ask("PUT", f"/tenants/{owner.tenant_id}/plan", by=boss, json={"plan": "small"})
    unknown = platform.ask(
        "PUT", f"/tenants/{owner.tenant_id}/plan", by=boss, json={"plan": "none"}
    )

    usage = platform.ask("GET", "/usage", by=owner).json
    assert usage["plan"] == "small"
    assert next(item["limit"] for item in usage["items"] if item["metric"] == "users") == 10
    assert (unknown.status, unknown.code) == (422, "plan_unknown")


def test_quotas_are_replaced_as_a_whole(platform: Platform, boss: Person) -> None:
    owner = platform.make_tenant()
    path = f"/tenants/{owner.tenant_id}/quotas"

    def limits(quotas: dict[str, int | None]) -> dict[str, int | None]:
        answer = platform.ask("PUT", path, by=boss, json={"quotas": quotas})
        assert answer.status == 200, answer.body
        return {item["metric"]: item["limit"] for item in answer.json["items"]}

    first = limits({"users": 3, "workflows": None})
    second = limits({"executions": 0})

    assert (first["users"], first["workflows"]) == (3, None)
    assert (second["users"], second["workflows"], second["executions"]) == (1_000, 10_000, 0)


@pytest.mark.parametrize("quotas", [{"users": -1}, {"users": 2**53}, {"seats": 1}, {"users": "3"}])
def test_bad_quotas_are_refused(platform: Platform, boss: Person, quotas: object) -> None:
    path = f"/tenants/{boss.tenant_id}/quotas"

    answer = platform.ask("PUT", path, by=boss, json={"quotas": quotas})

    assert (answer.status, answer.code) == (422, "invalid_request")


def test_tenants_are_found_by_name_status_and_plan_in_pages(
    platform: Platform, boss: Person
) -> None:
    made = [platform.make_tenant(f"paged-{n}-{uuid4().hex[:6]}", plan="small") for n in range(3)]
    platform.ask("POST", f"/tenants/{made[0].tenant_id}/suspend", by=boss)
    path = "/tenants?q=PAGED-&plan=small&status=active&limit=1"

    first = platform.ask("GET", path, by=boss).json
    second = platform.ask("GET", f"{path}&cursor={first['next_cursor']}", by=boss).json

    ids = [item["id"] for item in first["items"] + second["items"]]
    assert ids == [str(made[1].tenant_id), str(made[2].tenant_id)]
    assert second["next_cursor"] is None


def test_a_tenant_is_opened_for_somebody_without_an_account_by_a_link(
    platform: Platform, boss: Person
) -> None:
    slug, email = f"new-{uuid4().hex[:8]}", f"{uuid4().hex[:8]}@new.example"
    body = {"name": "New", "slug": slug, "plan": "small", "owner_email": email.upper()}

    opened = platform.ask("POST", "/tenants", by=boss, json=body)
    again = platform.ask("POST", "/tenants", by=boss, json=body)

    assert opened.status == 201
    assert opened.json["tenant"]["slug"] == slug
    token = opened.json["invitation"]["token"]
    account = {
        "email": email,
        "name": "N",
        "password": "correct horse battery",
        "invitation": token,
    }
    joined = platform.ask("POST", "/auth/register", json=account)
    headers = {"Authorization": f"Bearer {joined.json['access_token']}"}
    mine = platform.ask("GET", "/users", headers=headers).json["items"]
    assert [[role["name"] for role in item["roles"]] for item in mine] == [["owner"]]
    assert (again.status, again.code) == (409, "slug_taken")
    tenant_id = opened.json["tenant"]["id"]
    assert opened.headers["location"] == f"/api/v1/tenants/{tenant_id}"
    assert len(in_platform_log(platform, "tenant.created", tenant_id)) == 1
    assert len(audit_of(platform, tenant_id, "tenant.created")) == 1


def test_a_tenant_is_opened_for_somebody_with_an_account_at_once(
    platform: Platform, boss: Person
) -> None:
    somebody, slug = platform.make_tenant(), f"new-{uuid4().hex[:8]}"
    body = {"name": "New", "slug": slug, "owner_email": somebody.email}

    opened = platform.ask("POST", "/tenants", by=boss, json=body)

    assert opened.json["invitation"] is None
    tenant_id = opened.json["tenant"]["id"]
    rows = as_owner(platform, "SELECT user_id FROM members WHERE tenant_id = %s", [tenant_id])
    assert rows == [{"user_id": somebody.id}]


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "Upper"},
        {"slug": "-a"},
        {"slug": "a" * 64},
        {"slug": "a\n"},
        {"slug": "admin"},
        {"plan": "none"},
        {"owner_email": "no address"},
        {"name": ""},
    ],
    ids=repr,
)
def test_bad_tenants_are_refused(platform: Platform, boss: Person, change: Any) -> None:
    body = {"name": "N", "slug": f"n-{uuid4().hex[:8]}", "owner_email": "a@b.example", **change}

    assert platform.ask("POST", "/tenants", by=boss, json=body).status == 422


@pytest.mark.parametrize(
    ("method", "what", "body"),
    [
        ("GET", "", None),
        ("GET", "/usage", None),
        ("POST", "/suspend", None),
        ("POST", "/resume", None),
        ("PUT", "/plan", {"plan": "small"}),
        ("PUT", "/quotas", {"quotas": {}}),
        ("DELETE", "", {"confirm": "x"}),
    ],
    ids=lambda value: str(value)[:20],
)
def test_tenants_that_are_not_there_are_not_found(
    platform: Platform, boss: Person, method: str, what: str, body: object
) -> None:
    answer = platform.ask(method, f"/tenants/{uuid4()}{what}", by=boss, json=body)

    assert (answer.status, answer.code) == (404, "not_found")
