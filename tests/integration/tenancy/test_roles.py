"""Custom roles, and the built-in ones, which stay as they are."""

from uuid import uuid4

import pytest

from tests.integration.tenancy.people import as_owner, audit_of, make_role
from thaiyyal.features.tenancy.roles.service import MOST_CUSTOM_ROLES
from thaiyyal.kernel.permissions import BUILT_IN_ROLES, DESCRIPTIONS, Permission
from thaiyyal.testing.platform import Person, Platform


def built_in(platform: Platform, by: Person, name: str) -> str:
    roles = platform.ask("GET", "/roles", by=by).json["items"]
    return str(next(role["id"] for role in roles if role["name"] == name))


def test_every_tenant_has_the_built_in_roles(platform: Platform) -> None:
    owner = platform.make_tenant()

    roles = platform.ask("GET", "/roles", by=owner).json["items"]

    assert {role["name"]: set(role["permissions"]) for role in roles} == BUILT_IN_ROLES
    assert [role["members"] for role in roles if role["name"] == "owner"] == [1]
    assert all(role["is_built_in"] for role in roles)


def test_the_catalogue_lists_every_permission(platform: Platform) -> None:
    owner = platform.make_tenant()

    items = platform.ask("GET", "/permissions", by=owner).json["items"]
    stored = as_owner(platform, "SELECT name, resource, action, description FROM permissions")

    assert {item["name"]: item["description"] for item in items} == DESCRIPTIONS
    assert sorted(items, key=lambda item: str(item["name"])) == sorted(
        stored, key=lambda item: str(item["name"])
    )


def test_roles_come_in_pages_by_name(platform: Platform) -> None:
    owner = platform.make_tenant()

    first = platform.ask("GET", "/roles?limit=3", by=owner).json
    second = platform.ask("GET", f"/roles?limit=3&cursor={first['next_cursor']}", by=owner).json

    names = [role["name"] for role in first["items"] + second["items"]]
    assert names == ["admin", "editor", "owner", "viewer"]
    assert second["next_cursor"] is None


def test_a_custom_role_allows_what_it_says_and_its_change_holds_at_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    role_id = make_role(platform, owner, "counter", ["users.read"])
    member = platform.make_member(owner, "counter")

    allowed = platform.ask("GET", "/users", by=member).status
    refused = platform.ask("GET", "/roles", by=member).status
    body = {"name": "counter", "description": "d", "permissions": ["roles.read"]}
    changed = platform.ask("PUT", f"/roles/{role_id}", by=owner, json=body)

    assert (allowed, refused, changed.status) == (200, 403, 200)
    assert platform.ask("GET", "/users", by=member).status == 403
    assert platform.ask("GET", "/roles", by=member).status == 200
    (entry,) = audit_of(platform, owner.tenant_id, "role.updated")
    assert entry["before"]["permissions"] == ["users.read"]
    assert entry["after"] == {"name": "counter", "description": "d", "permissions": ["roles.read"]}


@pytest.mark.parametrize("name", list(BUILT_IN_ROLES))
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_built_in_roles_stay(platform: Platform, method: str, name: str) -> None:
    owner = platform.make_tenant()
    body = {"name": name, "permissions": []} if method == "PUT" else None

    answer = platform.ask(method, f"/roles/{built_in(platform, owner, name)}", by=owner, json=body)

    assert (answer.status, answer.code) == (409, "role_built_in")


@pytest.mark.parametrize("name", ["owner", "OWNER", "Mine", "mine", "  mine "])
def test_a_name_is_given_once_whatever_its_case(platform: Platform, name: str) -> None:
    owner = platform.make_tenant()
    make_role(platform, owner, "mine", [])
    other = make_role(platform, owner, "other", [])
    body = {"name": name, "permissions": []}

    made = platform.ask("POST", "/roles", by=owner, json=body)
    renamed = platform.ask("PUT", f"/roles/{other}", by=owner, json=body)

    assert (made.status, made.code) == (409, "role_name_taken")
    assert (renamed.status, renamed.code) == (409, "role_name_taken")


def test_a_role_in_use_is_deleted_only_when_another_takes_its_place(platform: Platform) -> None:
    owner = platform.make_tenant()
    role_id = make_role(platform, owner, "doomed", ["users.read"])
    member = platform.make_member(owner, "doomed")
    body = {"email": "late@invited.example", "role": "doomed"}
    platform.ask("POST", "/invitations", by=owner, json=body)

    refused = platform.ask("DELETE", f"/roles/{role_id}", by=owner)
    viewer = built_in(platform, owner, "viewer")
    done = platform.ask("DELETE", f"/roles/{role_id}?reassign_to={viewer}", by=owner)

    assert (refused.status, refused.code) == (409, "role_in_use")
    assert "1 members, 1 invitations" in refused.json["detail"]
    assert done.status == 204
    user = platform.ask("GET", f"/users/{member.id}", by=owner).json
    (invitation,) = platform.ask("GET", "/invitations", by=owner).json["items"]
    assert [role["name"] for role in user["roles"]] == ["viewer"]
    assert invitation["role"]["name"] == "viewer"
    (entry,) = audit_of(platform, owner.tenant_id, "role.deleted")
    assert entry["details"] == {
        "reassigned_to": viewer,
        "members": 1,
        "invitations": 1,
        "shares": 0,
    }


def test_a_role_that_something_is_shared_with_is_in_use(platform: Platform) -> None:
    owner, workflow = platform.make_tenant(), uuid4()
    role_id = make_role(platform, owner, "readers", [])
    as_owner(
        platform,
        "INSERT INTO workflows (tenant_id, id, name) VALUES (%s, %s, 'w')",
        [owner.tenant_id, workflow],
    )
    as_owner(
        platform,
        "INSERT INTO workflow_permissions (tenant_id, workflow_id, id, role_id, level)"
        " VALUES (%s, %s, gen_random_uuid(), %s, 'read')",
        [owner.tenant_id, workflow, role_id],
    )

    refused = platform.ask("DELETE", f"/roles/{role_id}", by=owner)

    assert (refused.status, refused.code) == (409, "role_in_use")


@pytest.mark.parametrize("to", ["itself", "unknown"])
def test_a_role_is_not_reassigned_to_itself_or_to_none(platform: Platform, to: str) -> None:
    owner = platform.make_tenant()
    role_id = make_role(platform, owner, "doomed", [])
    heir = role_id if to == "itself" else str(uuid4())

    answer = platform.ask("DELETE", f"/roles/{role_id}?reassign_to={heir}", by=owner)

    assert answer.status in {409, 422}
    assert platform.ask("GET", f"/roles/{role_id}", by=owner).status == 200


def test_a_tenant_has_a_hundred_roles_of_its_own_and_no_more(platform: Platform) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO roles (tenant_id, id, name)"
        " SELECT %s, gen_random_uuid(), 'r' || n FROM generate_series(2, %s) AS n",
        [owner.tenant_id, MOST_CUSTOM_ROLES],
    )

    make_role(platform, owner, "last", [])
    answer = platform.ask("POST", "/roles", by=owner, json={"name": "more", "permissions": []})

    assert (answer.status, answer.code) == (422, "limit_exceeded")


def test_a_repeated_request_makes_one_role(platform: Platform) -> None:
    owner = platform.make_tenant()
    body, key = {"name": "once", "permissions": []}, {"Idempotency-Key": "k1"}

    first = platform.ask("POST", "/roles", by=owner, json=body, headers=key)
    second = platform.ask("POST", "/roles", by=owner, json=body, headers=key)

    assert first.status == second.status == 201
    assert first.json == second.json


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_roles_of_other_tenants_do_not_exist(platform: Platform, method: str) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    theirs = make_role(platform, other, "theirs", [])
    body = {"name": "n", "permissions": []} if method == "PUT" else None

    answer = platform.ask(method, f"/roles/{theirs}", by=owner, json=body)

    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x" * 51, "permissions": []},
        {"name": " ", "permissions": []},
        {"name": "a\nb", "permissions": []},
        {"name": "a\u202eb", "permissions": []},
        {"name": "01a2143c-3e85-730c-9b94-2cfb2bf8456a", "permissions": []},
        {"name": "n", "permissions": ["everything"]},
        {"name": "n", "permissions": ["users.read"] * (len(Permission) + 1)},
        {"name": "n", "description": "d" * 501, "permissions": []},
        {"name": "n"},
        {"name": "n", "permissions": [], "is_built_in": True},
    ],
    ids=lambda body: repr(body)[:50],
)
def test_bad_roles_are_refused(platform: Platform, body: object) -> None:
    owner = platform.make_tenant()

    answer = platform.ask("POST", "/roles", by=owner, json=body)

    assert (answer.status, answer.code) == (422, "invalid_request")
