"""The users of a tenant: looking for them, their roles, disabling and removing them."""

from uuid import uuid4

import pytest

from tests.integration.tenancy.people import as_owner, audit_of, bring_in
from thaiyyal.testing.platform import Person, Platform


def names(platform: Platform, by: Person, query: str) -> list[str]:
    answer = platform.ask("GET", f"/users?{query}", by=by)
    assert answer.status == 200, answer.body
    return [item["email"] for item in answer.json["items"]]


def roles_of(platform: Platform, by: Person, person: Person) -> list[str]:
    answer = platform.ask("GET", f"/users/{person.id}", by=by)
    return [role["name"] for role in answer.json["roles"]]


def test_users_are_found_by_part_of_name_or_address_role_and_status(platform: Platform) -> None:
    owner = platform.make_tenant()
    editor, viewer = platform.make_member(owner, "editor"), platform.make_member(owner, "viewer")
    platform.ask("PUT", f"/users/{viewer.id}", by=owner, json={"status": "disabled"})

    assert names(platform, owner, "q=A%20EDIT") == [editor.email]
    assert names(platform, owner, f"q={viewer.email[:20].upper()}") == [viewer.email]
    assert names(platform, owner, "q=%25") == []
    assert names(platform, owner, "role=editor") == [editor.email]
    assert names(platform, owner, "status=disabled") == [viewer.email]


@pytest.mark.parametrize("sort", ["name", "-name", "email", "-email", "joined_at", "-joined_at"])
def test_pages_hold_every_user_once_in_order(platform: Platform, sort: str) -> None:
    owner = platform.make_tenant()
    people = [owner, *(platform.make_member(owner, "viewer") for _ in range(4))]
    whole = names(platform, owner, f"sort={sort}")

    found: list[str] = []
    query = f"/users?sort={sort}&limit=2"
    page = platform.ask("GET", query, by=owner).json
    while page["next_cursor"]:
        found += [item["email"] for item in page["items"]]
        page = platform.ask("GET", f"{query}&cursor={page['next_cursor']}", by=owner).json
    found += [item["email"] for item in page["items"]]

    assert found == whole
    assert sorted(found) == sorted(person.email for person in people)


def test_a_cursor_belongs_to_its_list(platform: Platform) -> None:
    owner = platform.make_tenant()
    platform.make_member(owner, "viewer")
    cursor = platform.ask("GET", "/users?limit=1", by=owner).json["next_cursor"]

    for query in (f"sort=email&cursor={cursor}", f"q=a&cursor={cursor}", f"cursor={cursor}x"):
        answer = platform.ask("GET", f"/users?{query}", by=owner)
        assert (answer.status, answer.code) == (422, "bad_cursor")


def test_the_number_of_statements_does_not_grow_with_the_users(platform: Platform) -> None:
    owner = platform.make_tenant()

    async def count() -> int:
        from thaiyyal.features.tenancy.members.queries import Filters, list_members
        from thaiyyal.kernel.actor import TenantScope

        async with platform.database.begin(TenantScope(owner.tenant_id, owner.id)) as tx:
            await list_members(tx, Filters(), sort="name", after=None, limit=200)
            return tx.statements

    one = platform.run(count())
    for _ in range(5):
        platform.make_member(owner, "viewer")

    assert platform.run(count()) == one == 1


def test_roles_are_replaced_by_names_or_ids(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "viewer")
    listed = platform.ask("GET", "/roles", by=owner).json["items"]
    admin_id = next(role["id"] for role in listed if role["name"] == "admin")

    answer = platform.ask(
        "PUT", f"/users/{member.id}", by=owner, json={"roles": ["editor", admin_id]}
    )

    assert [role["name"] for role in answer.json["roles"]] == ["admin", "editor"]
    entry = audit_of(platform, owner.tenant_id, "user.roles_changed")[-1]
    assert entry["before"]["roles"] == ["viewer"]
    assert entry["after"]["roles"] == ["admin", "editor"]
    assert entry["user_id"] == owner.id


def test_new_roles_hold_at_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "viewer")

    before = platform.ask("GET", "/invitations", by=member).status
    platform.ask("PUT", f"/users/{member.id}", by=owner, json={"roles": ["admin"]})
    after = platform.ask("GET", "/invitations", by=member).status
    platform.ask("PUT", f"/users/{member.id}", by=owner, json={"roles": []})
    without = platform.ask("GET", "/users", by=member).status

    assert (before, after, without) == (403, 200, 403)


def test_an_unknown_role_is_refused_and_nothing_changes(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "viewer")

    for wrong in ("Editor", str(uuid4())):
        body = {"roles": ["editor", wrong]}
        answer = platform.ask("PUT", f"/users/{member.id}", by=owner, json=body)
        assert (answer.status, answer.code) == (422, "role_unknown")

    assert roles_of(platform, owner, member) == ["viewer"]


def test_a_role_of_another_tenant_is_unknown(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    member = platform.make_member(owner, "viewer")
    theirs = platform.ask("GET", "/roles", by=other).json["items"][0]["id"]

    answer = platform.ask("PUT", f"/users/{member.id}", by=owner, json={"roles": [theirs]})

    assert (answer.status, answer.code) == (422, "role_unknown")


def test_a_disabled_user_acts_in_other_tenants_only(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    member = platform.make_member(owner, "editor")
    there = bring_in(platform, member, other, "viewer")

    platform.ask("PUT", f"/users/{member.id}", by=owner, json={"status": "disabled"})

    assert platform.ask("GET", "/users", by=member).status == 403
    assert platform.ask("GET", "/users", by=there).status == 200
    platform.ask("PUT", f"/users/{member.id}", by=owner, json={"status": "active"})
    assert platform.ask("GET", "/users", by=member).status == 200
    assert len(audit_of(platform, owner.tenant_id, "user.disabled")) == 1
    assert len(audit_of(platform, owner.tenant_id, "user.enabled")) == 1


def test_a_change_that_changes_nothing_is_not_recorded(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "viewer")

    for body in ({}, {"roles": ["viewer"], "status": "active"}):
        assert platform.ask("PUT", f"/users/{member.id}", by=owner, json=body).status == 200

    actions = as_owner(
        platform,
        "SELECT action FROM audit_logs WHERE tenant_id = %s AND resource_id = %s",
        [owner.tenant_id, str(member.id)],
    )
    assert actions == []


def test_a_removed_user_leaves_workflows_to_whoever_removes_them(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "editor")
    workflow = uuid4()
    as_owner(
        platform,
        "INSERT INTO workflows (tenant_id, id, name, owner_id, visibility)"
        " VALUES (%s, %s, 'w', %s, 'private')",
        [owner.tenant_id, workflow, member.id],
    )

    answer = platform.ask("DELETE", f"/users/{member.id}", by=owner)

    (row,) = as_owner(platform, "SELECT owner_id FROM workflows WHERE id = %s", [workflow])
    assert answer.status == 204
    assert row["owner_id"] == owner.id
    assert platform.ask("GET", f"/users/{member.id}", by=owner).status == 404
    assert platform.ask("GET", "/users", by=member).status == 403
    (entry,) = audit_of(platform, owner.tenant_id, "user.removed")
    assert entry["details"] == {"workflows_passed": 1, "credentials_passed": 0}
    assert entry["before"]["email"] == member.email


def test_whoever_leaves_by_themselves_leaves_workflows_without_owner(platform: Platform) -> None:
    owner = platform.make_tenant()
    admin, workflow = platform.make_member(owner, "admin"), uuid4()
    as_owner(
        platform,
        "INSERT INTO workflows (tenant_id, id, name, owner_id) VALUES (%s, %s, 'w', %s)",
        [owner.tenant_id, workflow, admin.id],
    )

    answer = platform.ask("DELETE", f"/users/{admin.id}", by=admin)

    (row,) = as_owner(platform, "SELECT owner_id FROM workflows WHERE id = %s", [workflow])
    assert (answer.status, row["owner_id"]) == (204, None)


def test_a_removed_user_frees_a_seat(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "viewer")

    platform.ask("DELETE", f"/users/{member.id}", by=owner)

    items = platform.ask("GET", "/usage", by=owner).json["items"]
    assert next(item["used"] for item in items if item["metric"] == "users") == 1


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_users_of_other_tenants_do_not_exist(platform: Platform, method: str) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    body = {"status": "disabled"} if method == "PUT" else None

    answer = platform.ask(method, f"/users/{other.id}", by=owner, json=body)

    assert (answer.status, answer.code) == (404, "not_found")
    assert other.email not in answer.body.decode()


@pytest.mark.parametrize(
    "body",
    [
        {"status": "gone"},
        {"status": 1},
        {"roles": "admin"},
        {"roles": ["x" * 51]},
        {"roles": ["a\0b"]},
        {"roles": [""]},
        {"roles": ["viewer"] * 21},
        {"tenant_id": "x"},
        {"is_platform_owner": True},
        [],
    ],
    ids=repr,
)
def test_bad_changes_are_refused(platform: Platform, body: object) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "viewer")

    answer = platform.ask("PUT", f"/users/{member.id}", by=owner, json=body)

    assert (answer.status, answer.code) == (422, "invalid_request")
