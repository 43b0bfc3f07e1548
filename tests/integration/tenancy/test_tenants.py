"""One's own tenant: reading, changing, deleting it; and acting in one of several."""

import pytest

from tests.integration.tenancy.people import audit_of, bring_in, make_platform_owner
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.testing.platform import Person, Platform


def tag_of(platform: Platform, owner: Person) -> dict[str, str]:
    return {"If-Match": platform.ask("GET", "/tenant", by=owner).headers["etag"]}


def test_a_tenant_is_changed_by_whoever_has_read_it(platform: Platform) -> None:
    owner = platform.make_tenant()
    tag = tag_of(platform, owner)
    body = {"name": "New name", "settings": {"audit_retention_days": 30}}

    without = platform.ask("PUT", "/tenant", by=owner, json=body)
    done = platform.ask("PUT", "/tenant", by=owner, json=body, headers=tag)
    stale = platform.ask("PUT", "/tenant", by=owner, json=body, headers=tag)

    assert (without.status, without.code) == (428, "precondition_required")
    assert (stale.status, stale.code) == (412, "stale_revision")
    assert done.json["name"] == "New name"
    assert done.json["settings"]["audit_retention_days"] == 30
    assert done.headers["etag"] == tag_of(platform, owner)["If-Match"] != tag["If-Match"]
    (entry,) = audit_of(platform, owner.tenant_id, "tenant.updated")
    assert entry["before"]["name"] != entry["after"]["name"] == "New name"


def test_of_two_changes_at_once_one_is_told_to_read_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    tag = tag_of(platform, owner)

    statuses = [
        platform.ask("PUT", "/tenant", by=owner, json={"name": name}, headers=tag).status
        for name in ("One", "Two")
    ]

    assert statuses == [200, 412]
    assert platform.ask("GET", "/tenant", by=owner).json["name"] == "One"


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "a\0b"},
        {"name": "n", "slug": "other"},
        {"name": "n", "plan": "unlimited"},
        {"name": "n", "settings": {"audit_retention_days": 29}},
        {"name": "n", "settings": {"executions_retention_days": 0}},
        {"name": "n", "settings": {"executions_retention_days": 3_651}},
        {"name": "n", "settings": {"anything": 1}},
    ],
    ids=lambda body: repr(body)[:60],
)
def test_bad_changes_are_refused(platform: Platform, body: object) -> None:
    owner = platform.make_tenant()

    answer = platform.ask("PUT", "/tenant", by=owner, json=body, headers=tag_of(platform, owner))

    assert (answer.status, answer.code) == (422, "invalid_request")


def test_a_deleted_tenant_is_closed_at_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    slug = platform.ask("GET", "/tenant", by=owner).json["slug"]

    unsure = platform.ask("DELETE", "/tenant", by=owner, json={"confirm": "yes"})
    done = platform.ask("DELETE", "/tenant", by=owner, json={"confirm": slug})
    after = platform.ask("GET", "/tenant", by=owner)

    assert (unsure.status, unsure.code) == (422, "not_confirmed")
    assert (done.status, done.json["status"]) == (202, "deleting")
    assert (after.status, after.code) == (403, "tenant_suspended")
    assert len(audit_of(platform, owner.tenant_id, "tenant.deletion_started")) == 1
    told = audit_of(platform, PLATFORM, "tenant.deletion_started")
    assert str(owner.tenant_id) in {entry["resource_id"] for entry in told}


def test_an_admin_cannot_delete_the_tenant(platform: Platform) -> None:
    owner = platform.make_tenant()
    admin = platform.make_member(owner, "admin")
    slug = platform.ask("GET", "/tenant", by=owner).json["slug"]

    answer = platform.ask("DELETE", "/tenant", by=admin, json={"confirm": slug})

    assert (answer.status, answer.code) == (403, "forbidden")


def test_a_person_has_in_each_tenant_what_they_are_there(platform: Platform) -> None:
    here, there = platform.make_tenant(), platform.make_tenant()
    as_viewer = bring_in(platform, here, there, "viewer")

    own = platform.ask("GET", "/tenant", by=here).json
    other = platform.ask("GET", "/tenant", by=as_viewer).json
    refused = platform.ask("POST", "/roles", by=as_viewer, json={"name": "n", "permissions": []})

    assert own["id"] == str(here.tenant_id)
    assert other["id"] == str(there.tenant_id)
    assert refused.status == 403
    listed = platform.ask("GET", "/users", by=as_viewer).json["items"]
    assert {item["id"] for item in listed} == {str(here.id), str(there.id)}
    only = platform.ask("GET", "/users", by=here).json["items"]
    assert [item["id"] for item in only] == [str(here.id)]


def test_a_session_switches_between_tenants_of_its_person(platform: Platform) -> None:
    here, there, foreign = (platform.make_tenant() for _ in range(3))
    bring_in(platform, here, there, "viewer")

    switched = platform.ask(
        "POST", "/auth/tenant", by=here, json={"tenant_id": str(there.tenant_id)}
    )
    refused = platform.ask(
        "POST", "/auth/tenant", by=here, json={"tenant_id": str(foreign.tenant_id)}
    )

    headers = {"Authorization": f"Bearer {switched.json['access_token']}"}
    assert platform.ask("GET", "/tenant", headers=headers).json["id"] == str(there.tenant_id)
    assert refused.status == 404


def test_the_owner_of_the_platform_is_a_stranger_inside_other_tenants(platform: Platform) -> None:
    boss, owner = make_platform_owner(platform), platform.make_tenant()

    answer = platform.ask("GET", f"/users/{owner.id}", by=boss)

    assert answer.status == 404
