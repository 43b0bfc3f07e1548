"""Sharing adds rights on one workflow; nobody gives away what they do not have."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.integration.workflows.making import audited, document_of, make, rows, save_draft
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform


def share(platform: Platform, by: Person, id_: str, to: Person, level: str) -> Answer:
    path = f"/workflows/{id_}/shares/users/{to.id}"
    return platform.ask("PUT", path, by=by, json={"level": level})


def role_id(platform: Platform, of: Person, name: str) -> str:
    found = rows(
        platform, "SELECT id FROM roles WHERE tenant_id = %s AND name = %s", of.tenant_id, name
    )
    return str(found[0][0])


def what_they_can(platform: Platform, who: Person, id_: str) -> dict[str, int]:
    """The statuses of reading, changing, sharing and deleting."""
    path, any_ = f"/workflows/{id_}", {"If-Match": "*"}
    return {
        "read": platform.ask("GET", path, by=who).status,
        "write": platform.ask("PUT", path, by=who, json={"name": "x"}, headers=any_).status,
        "share": platform.ask("GET", f"{path}/shares", by=who).status,
        "delete": platform.ask("DELETE", path, by=who, headers={"If-Match": '"0"'}).status,
    }


@pytest.mark.parametrize(
    ("level", "statuses"),
    [
        (None, (404, 404, 404, 404)),
        ("read", (200, 403, 403, 403)),
        ("execute", (200, 403, 403, 403)),
        ("write", (200, 200, 403, 403)),
        ("admin", (200, 200, 200, 412)),
    ],
    ids=["nothing", "read", "execute", "write", "admin"],
)
def test_a_level_allows_what_it_says_and_no_more(
    platform: Platform, level: str | None, statuses: tuple[int, ...]
) -> None:
    owner = platform.make_tenant()
    guest = platform.make_member(owner, "no role")
    id_ = make(platform, owner)["id"]

    if level is not None:
        assert share(platform, owner, id_, guest, level).status == 200

    assert tuple(what_they_can(platform, guest, id_).values()) == statuses


def test_a_private_workflow_is_hidden_from_all_roles_but_managers(platform: Platform) -> None:
    admin = platform.make_tenant()
    author, colleague = (platform.make_member(admin, "editor") for _ in range(2))
    id_ = make(platform, author, visibility="private")["id"]

    statuses = [
        platform.ask("GET", f"/workflows/{id_}", by=who).status
        for who in (author, colleague, admin)
    ]

    assert statuses == [200, 404, 200]


def test_a_workflow_is_shared_with_a_role(platform: Platform) -> None:
    owner = platform.make_tenant()
    viewer = platform.make_member(owner, "viewer")
    id_ = make(platform, owner, visibility="private")["id"]
    path = f"/workflows/{id_}/shares/roles/{role_id(platform, owner, 'viewer')}"

    before = platform.ask("GET", f"/workflows/{id_}", by=viewer).status
    shared = platform.ask("PUT", path, by=owner, json={"level": "write"})
    after = platform.ask("GET", f"/workflows/{id_}", by=viewer)

    assert (before, shared.status, after.status) == (404, 200, 200)
    assert shared.json["role"]["name"] == "viewer"
    assert "workflows.update" in after.json["permissions"]
    assert platform.ask("DELETE", path, by=owner).status == 204
    assert platform.ask("GET", f"/workflows/{id_}", by=viewer).status == 404
    assert audited(platform, id_) == ["workflow.created", "workflow.shared", "workflow.unshared"]


def test_shares_are_listed_and_the_last_level_counts(platform: Platform) -> None:
    owner = platform.make_tenant()
    guest = platform.make_member(owner, "no role")
    id_ = make(platform, owner)["id"]
    share(platform, owner, id_, guest, "read")
    share(platform, owner, id_, guest, "admin")

    page = platform.ask("GET", f"/workflows/{id_}/shares", by=guest).json

    (item,) = page["items"]
    assert (item["user"]["id"], item["role"], item["level"]) == (str(guest.id), None, "admin")
    assert item["granted_by"]["id"] == str(owner.id)


def test_nobody_shares_more_than_they_may_do(platform: Platform) -> None:
    owner = platform.make_tenant()
    guest, friend = (platform.make_member(owner, "no role") for _ in range(2))
    sharer = make_sharer(platform, owner)
    id_ = make(platform, owner)["id"]

    levels = {
        level: share(platform, sharer, id_, friend, level)
        for level in ("read", "execute", "write", "admin")
    }

    assert [answer.status for answer in levels.values()] == [200, 403, 403, 403]
    assert levels["admin"].code == "grants_too_much"
    assert platform.ask("GET", f"/workflows/{id_}", by=guest).status == 404


def make_sharer(platform: Platform, owner: Person) -> Person:
    """Somebody whose role allows to read and to share, and nothing else."""
    body: dict[str, Any] = {
        "name": f"sharer {uuid4().hex[:6]}",
        "permissions": ["workflows.read", "executions.read", "workflows.share"],
    }
    answer = platform.ask("POST", "/roles", by=owner, json=body)
    assert answer.status == 201, answer.body
    return platform.make_member(owner, body["name"])


def test_a_writer_cannot_change_who_sees_a_workflow(platform: Platform) -> None:
    owner = platform.make_tenant()
    guest = platform.make_member(owner, "no role")
    id_ = make(platform, owner, visibility="private")["id"]
    share(platform, owner, id_, guest, "write")

    answer = platform.ask(
        "PUT",
        f"/workflows/{id_}",
        by=guest,
        json={"visibility": "tenant"},
        headers={"If-Match": "*"},
    )

    assert answer.status == 403


def test_only_members_and_roles_of_the_tenant_can_be_shared_with(platform: Platform) -> None:
    owner, stranger = platform.make_tenant(), platform.make_tenant()
    id_ = make(platform, owner)["id"]
    role = f"/workflows/{id_}/shares/roles/{role_id(platform, stranger, 'viewer')}"

    assert share(platform, owner, id_, stranger, "read").status == 404
    assert platform.ask("PUT", role, by=owner, json={"level": "read"}).status == 404


def test_another_tenants_workflow_does_not_exist(platform: Platform) -> None:
    owner, stranger = platform.make_tenant(), platform.make_tenant()
    id_ = make(platform, owner)["id"]
    save_draft(platform, owner, id_, document_of(2))
    paths = ["", "/draft", "/versions", "/versions/1", "/versions/1/diff/draft", "/export"]

    statuses = {
        platform.ask("GET", f"/workflows/{id_}{path}", by=stranger).status
        for path in [*paths, "/shares"]
    }

    assert statuses == {404}


def test_an_owner_gives_a_workflow_away(platform: Platform) -> None:
    admin = platform.make_tenant()
    author, heir = (platform.make_member(admin, "editor") for _ in range(2))
    id_ = make(platform, author, visibility="private")["id"]

    answer = platform.ask(
        "PUT", f"/workflows/{id_}/owner", by=author, json={"user_id": str(heir.id)}
    )

    assert (answer.status, answer.json["owner"]["id"]) == (200, str(heir.id))
    assert platform.ask("GET", f"/workflows/{id_}", by=author).status == 404
    assert platform.ask("GET", f"/workflows/{id_}", by=heir).status == 200
    assert audited(platform, id_)[-1] == "workflow.owner_changed"


def test_nobody_takes_a_workflow_from_its_owner_but_managers(platform: Platform) -> None:
    admin = platform.make_tenant()
    author, colleague = (platform.make_member(admin, "editor") for _ in range(2))
    id_ = make(platform, author)["id"]
    path, body = f"/workflows/{id_}/owner", {"user_id": str(colleague.id)}

    taken = platform.ask("PUT", path, by=colleague, json=body)
    given = platform.ask("PUT", path, by=admin, json=body)

    assert (taken.status, taken.code) == (403, "not_the_owner")
    assert given.status == 200


@pytest.mark.parametrize("to", ["stranger", "nobody"])
def test_a_new_owner_has_to_be_a_member(platform: Platform, to: str) -> None:
    owner, stranger = platform.make_tenant(), platform.make_tenant()
    id_ = make(platform, owner)["id"]
    user_id = str(stranger.id) if to == "stranger" else str(uuid4())

    answer = platform.ask("PUT", f"/workflows/{id_}/owner", by=owner, json={"user_id": user_id})

    assert (answer.status, answer.code) == (422, "unknown_user")


def test_sharing_does_not_get_in_the_way_of_who_is_editing(platform: Platform) -> None:
    owner = platform.make_tenant()
    guest = platform.make_member(owner, "no role")
    id_ = make(platform, owner)["id"]
    share(platform, owner, id_, guest, "read")

    answer = platform.ask(
        "PUT",
        f"/workflows/{id_}",
        by=owner,
        json={"name": "New"},
        headers={"If-Match": '"1"'},
    )

    assert answer.status == 200


def test_who_may_only_read_can_copy_only_with_the_right_to_create(platform: Platform) -> None:
    owner = platform.make_tenant()
    viewer = platform.make_member(owner, "viewer")
    id_ = make(platform, owner)["id"]

    answer = platform.ask("POST", f"/workflows/{id_}/duplicate", by=viewer)

    assert answer.status == 403


def test_a_workflow_whose_owner_left_can_be_given_away_by_managers(platform: Platform) -> None:
    admin = platform.make_tenant()
    author = platform.make_member(admin, "editor")
    id_ = make(platform, author, visibility="private")["id"]
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute("DELETE FROM members WHERE user_id = %s", (author.id,))

    orphan = platform.ask("GET", f"/workflows/{id_}", by=admin)
    given = platform.ask(
        "PUT", f"/workflows/{id_}/owner", by=admin, json={"user_id": str(admin.id)}
    )

    assert (orphan.status, orphan.json["owner"]) == (200, None)
    assert (given.status, given.json["owner"]["id"]) == (200, str(admin.id))
