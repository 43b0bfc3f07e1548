"""Nobody gives rights that they do not have, whichever way they try."""

from typing import Any

import pytest

from tests.integration.tenancy.people import as_owner, make_api_key, make_role
from thaiyyal.testing.platform import Person, Platform

ROLES = ["owner", "admin", "editor", "viewer"]
MAY_GIVE = {
    "owner": {"owner", "admin", "editor", "viewer"},
    "admin": {"admin", "editor", "viewer"},
    "editor": set(),
    "viewer": set(),
}
"""Role of who acts -> roles they can give; editors and viewers lack users.update."""
CLERK = ["users.read", "users.invite", "users.update", "users.delete", "roles.read"]
ROLE_MAKER = ["roles.create", "roles.read", "roles.update", "roles.delete", "workflows.read"]


def refused(platform: Platform, tenant_id: Any, code: str) -> bool:
    """Whether the last refusal in the log is this one."""
    rows = as_owner(
        platform,
        "SELECT convert_from(details, 'UTF8') AS details FROM audit_logs"
        " WHERE tenant_id = %s AND action = 'authorization.refused' ORDER BY id DESC LIMIT 1",
        [tenant_id],
    )
    return bool(rows) and code in rows[0]["details"]


@pytest.fixture(scope="module")
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture(scope="module")
def clerk(platform: Platform, owner: Person) -> Person:
    make_role(platform, owner, "clerk", CLERK)
    return platform.make_member(owner, "clerk")


@pytest.fixture(scope="module")
def role_maker(platform: Platform, owner: Person) -> Person:
    make_role(platform, owner, "role maker", ROLE_MAKER)
    return platform.make_member(owner, "role maker")


@pytest.mark.parametrize("wanted", ROLES)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_given_by_those_who_have_all_it_allows(
    platform: Platform, owner: Person, role: str, wanted: str
) -> None:
    actor, target = platform.make_member(owner, role), platform.make_member(owner, "nobody")

    answer = platform.ask("PUT", f"/users/{target.id}", by=actor, json={"roles": [wanted]})

    assert answer.status == (200 if wanted in MAY_GIVE[role] else 403)


@pytest.mark.parametrize("wanted", ROLES)
@pytest.mark.parametrize("role", ROLES)
def test_people_are_invited_into_roles_by_those_who_have_all_they_allow(
    platform: Platform, owner: Person, role: str, wanted: str
) -> None:
    actor = platform.make_member(owner, role)
    body = {"email": f"{role}-{wanted}@invited.example", "role": wanted}

    answer = platform.ask("POST", "/invitations", by=actor, json=body)

    assert answer.status == (201 if wanted in MAY_GIVE[role] else 403)


@pytest.mark.parametrize(
    ("method", "body"),
    [("PUT", {"roles": []}), ("PUT", {"status": "disabled"}), ("DELETE", None)],
    ids=repr,
)
@pytest.mark.parametrize("target_role", ROLES)
def test_nobody_changes_somebody_with_more_rights(
    platform: Platform, owner: Person, target_role: str, method: str, body: object
) -> None:
    admin = platform.make_member(owner, "admin")
    target = platform.make_member(owner, target_role)

    answer = platform.ask(method, f"/users/{target.id}", by=admin, json=body)

    if target_role == "owner":
        assert (answer.status, answer.code) == (403, "outranked")
        assert refused(platform, owner.tenant_id, "outranked")
    else:
        assert answer.status in {200, 204}


def test_an_admin_cannot_become_an_owner(platform: Platform, owner: Person) -> None:
    admin = platform.make_member(owner, "admin")

    answer = platform.ask("PUT", f"/users/{admin.id}", by=admin, json={"roles": ["owner"]})

    assert (answer.status, answer.code) == (403, "escalation")
    assert "tenant.delete" in answer.json["detail"]
    assert refused(platform, owner.tenant_id, "escalation")


def test_whoever_may_change_users_cannot_make_themselves_more(
    platform: Platform, owner: Person, clerk: Person
) -> None:
    for role in ("viewer", "editor", "admin", "owner"):
        for body in ({"roles": [role]}, {"roles": ["clerk", role]}):
            answer = platform.ask("PUT", f"/users/{clerk.id}", by=clerk, json=body)
            assert (answer.status, answer.code) == (403, "escalation"), role


def test_roles_that_somebody_has_already_can_stay(platform: Platform, owner: Person) -> None:
    admin, target = platform.make_member(owner, "admin"), platform.make_member(owner, "editor")

    body = {"roles": ["editor", "viewer"]}
    answer = platform.ask("PUT", f"/users/{target.id}", by=admin, json=body)

    assert [role["name"] for role in answer.json["roles"]] == ["editor", "viewer"]


def test_a_role_is_made_of_what_its_maker_may_do(platform: Platform, role_maker: Person) -> None:
    within = {"name": "reader", "permissions": ["workflows.read"]}
    beyond = {"name": "starter", "permissions": ["workflows.read", "workflows.execute"]}

    made = platform.ask("POST", "/roles", by=role_maker, json=within)
    refusal = platform.ask("POST", "/roles", by=role_maker, json=beyond)
    grown = platform.ask("PUT", f"/roles/{made.json['id']}", by=role_maker, json=beyond)

    assert made.status == 201
    assert (refusal.status, refusal.code) == (403, "escalation")
    assert (grown.status, grown.code) == (403, "escalation")


def test_the_own_role_cannot_be_made_to_allow_more(platform: Platform, role_maker: Person) -> None:
    roles = platform.ask("GET", "/roles", by=role_maker).json["items"]
    own = next(role for role in roles if role["name"] == "role maker")
    body = {"name": "role maker", "permissions": [*own["permissions"], "tenant.delete"]}

    answer = platform.ask("PUT", f"/roles/{own['id']}", by=role_maker, json=body)

    assert (answer.status, answer.code) == (403, "escalation")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_role_with_more_rights_cannot_be_changed(
    platform: Platform, owner: Person, role_maker: Person, method: str
) -> None:
    strong = make_role(platform, owner, f"strong {method}", ["tenant.delete"])
    body = {"name": "weak", "permissions": []} if method == "PUT" else None

    answer = platform.ask(method, f"/roles/{strong}", by=role_maker, json=body)

    assert (answer.status, answer.code) == (403, "outranked")


def test_reassigning_gives_no_more_than_one_has(
    platform: Platform, owner: Person, role_maker: Person
) -> None:
    weak = make_role(platform, owner, "weak one", ["workflows.read"])
    roles = platform.ask("GET", "/roles", by=owner).json["items"]
    admin = next(role["id"] for role in roles if role["name"] == "admin")

    answer = platform.ask("DELETE", f"/roles/{weak}?reassign_to={admin}", by=role_maker)

    assert (answer.status, answer.code) == (403, "escalation")


def test_an_api_key_gives_no_more_than_its_scopes(platform: Platform, owner: Person) -> None:
    key = make_api_key(platform, owner, ["users.update", "users.invite", "roles.create"])
    target = platform.make_member(owner, "nobody")
    role = {"name": "by key", "permissions": ["tenant.delete"]}
    invitation = {"email": "by@key.example", "role": "viewer"}

    tries = [
        platform.ask("PUT", f"/users/{target.id}", headers=key, json={"roles": ["viewer"]}),
        platform.ask("PUT", f"/users/{owner.id}", headers=key, json={"status": "disabled"}),
        platform.ask("POST", "/invitations", headers=key, json=invitation),
        platform.ask("POST", "/roles", headers=key, json=role),
    ]

    assert [(answer.status, answer.code) for answer in tries] == [
        (403, "escalation"),
        (403, "outranked"),
        (403, "escalation"),
        (403, "escalation"),
    ]
