"""Credentials over HTTP: what goes in, what comes out, what changes, and who may."""

import pytest

from tests.integration.credentials.keeping import (
    BEARER,
    SECRET,
    Json,
    as_owner,
    create,
    entries,
    made,
    update,
)
from thaiyyal.testing.platform import Platform


def test_a_credential_is_shown_without_its_secret(platform: Platform) -> None:
    owner = platform.make_tenant()

    created = create(platform, owner)
    got = platform.ask("GET", f"/credentials/{created.json['id']}", by=owner)

    assert (created.status, got.status) == (201, 200)
    assert created.headers["location"] == f"/api/v1/credentials/{created.json['id']}"
    assert got.json == created.json
    assert got.json["secrets"] == {"token": {"is_set": True}}
    assert got.json["hosts"] == ["127.0.0.1"]
    assert SECRET not in created.body.decode() + got.body.decode()


def test_credentials_come_in_pages(platform: Platform) -> None:
    owner = platform.make_tenant()
    ids = [made(platform, owner, name=f"c{n}")["id"] for n in range(3)]

    first = platform.ask("GET", "/credentials?limit=2", by=owner).json
    cursor = first["next_cursor"]
    second = platform.ask("GET", f"/credentials?limit=2&cursor={cursor}", by=owner).json

    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]
    assert second["next_cursor"] is None


def test_the_kinds_are_listed_with_their_fields(platform: Platform) -> None:
    editor = platform.make_member(platform.make_tenant(), "editor")

    kinds = platform.ask("GET", "/credential-kinds", by=editor).json["items"]

    assert {kind["name"] for kind in kinds} >= {"basic", "certificate", "smtp", "http_client"}
    basic = next(kind for kind in kinds if kind["name"] == "basic")
    secret = [field["name"] for field in basic["fields"] if field["is_secret"]]
    assert secret == ["password"]


def test_a_name_is_taken_once_in_a_tenant(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    made(platform, owner)

    again, elsewhere = create(platform, owner), create(platform, other)

    assert (again.status, again.code) == (409, "credential_name_taken")
    assert elsewhere.status == 201


def test_a_credential_cannot_take_the_name_of_another(platform: Platform) -> None:
    owner = platform.make_tenant()
    made(platform, owner)
    second = made(platform, owner, name="second")

    answer = update(platform, owner, second["id"], name="shop")

    assert (answer.status, answer.code) == (409, "credential_name_taken")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kind": "magic"}, "/body/kind"),
        ({"fields": {}}, "/body/fields/token"),
        ({"fields": {"token": SECRET, "tolken": "x"}}, "/body/fields/tolken"),
        ({"fields": {"token": f"{SECRET}\r\nX: y"}}, "/body/fields/token"),
        ({"hosts": []}, "/body/hosts"),
        ({"hosts": None}, "/body/hosts"),
        ({"hosts": ["127.0.0.1", "https://x.example"]}, "/body/hosts/1"),
        ({"hosts": ["*.org"]}, "/body/hosts/0"),
        (
            {"fields": {"token": SECRET, "base_url": "https://else.example"}},
            "/body/fields/base_url",
        ),
        (
            {"fields": {"token": SECRET, "default_headers": {"Authorization": "x"}}},
            "/body/fields/default_headers",
        ),
        ({"workflow_ids": ["0198c0de-7a1e-7000-8000-000000000001"]}, "/body/workflow_ids/0"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_told_with_its_place(
    platform: Platform, change: Json, pointer: str
) -> None:
    answer = create(platform, platform.make_tenant(), **change)

    assert (answer.status, answer.code) == (422, "invalid_credential")
    assert pointer in [error["pointer"] for error in answer.json["errors"]]
    assert SECRET not in answer.body.decode()


@pytest.mark.parametrize(("size", "status"), [(65_536, 201), (65_537, 422)])
def test_a_secret_has_64_kib_at_most(platform: Platform, size: int, status: int) -> None:
    answer = create(platform, platform.make_tenant(), fields={"token": "x" * size})

    assert answer.status == status


def test_a_tenant_has_a_thousand_credentials_at_most(platform: Platform) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO credentials (tenant_id, id, name, kind, sealed) "
        "SELECT %s, gen_random_uuid(), 'c' || n, 'bearer', 'x' FROM generate_series(1, 999) AS n",
        owner.tenant_id,
    )

    last, one_more = create(platform, owner), create(platform, owner, name="one more")

    assert (last.status, one_more.status) == (201, 409)
    assert one_more.code == "too_many_credentials"


def test_an_address_says_which_host_a_credential_is_for(platform: Platform) -> None:
    fields = {"token": SECRET, "base_url": "https://API.example.org/v1"}

    credential = made(platform, platform.make_tenant(), fields=fields, hosts=None)

    assert credential["hosts"] == ["api.example.org"]


def test_an_update_leaves_out_what_stays(platform: Platform) -> None:
    owner = platform.make_tenant()
    before = made(platform, owner)

    after = update(platform, owner, before["id"], name="market", fields={"timeout_s": 5})

    assert after.status == 200
    assert after.json["name"] == "market"
    assert after.json["secrets"] == before["secrets"]
    assert after.json["fields"] == {"timeout_s": 5}
    (entry,) = entries(platform, owner, "credential.updated")
    assert entry["details"] == {"secrets_changed": []}


def test_an_update_names_the_revision_that_it_changes(platform: Platform) -> None:
    owner = platform.make_tenant()
    created = create(platform, owner)
    path, body = f"/credentials/{created.json['id']}", {"name": "market"}

    without = platform.ask("PUT", path, by=owner, json=body)
    stale = platform.ask("PUT", path, by=owner, json=body, headers={"If-Match": '"99"'})
    good = platform.ask(
        "PUT", path, by=owner, json=body, headers={"If-Match": created.headers["etag"]}
    )

    assert (without.status, stale.status, good.status) == (428, 412, 200)


def test_a_new_secret_is_told_by_the_name_of_its_field(platform: Platform) -> None:
    owner = platform.make_tenant()
    before = made(platform, owner)

    update(platform, owner, before["id"], fields={"token": "another"})

    (entry,) = entries(platform, owner, "credential.updated")
    assert entry["details"] == {"secrets_changed": ["token"]}
    assert "another" not in str(entry)


def test_the_same_key_creates_once(platform: Platform) -> None:
    owner, headers = platform.make_tenant(), {"Idempotency-Key": "k"}
    body = {"name": "shop", **BEARER}

    first, second = (
        platform.ask("POST", "/credentials", by=owner, json=body, headers=headers) for _ in "12"
    )

    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert second.headers["idempotent-replayed"] == "true"


def test_a_deleted_credential_is_gone(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/credentials/{made(platform, owner)['id']}"

    deleted = platform.ask("DELETE", path, by=owner)

    assert (deleted.status, platform.ask("GET", path, by=owner).status) == (204, 404)
    (entry,) = entries(platform, owner, "credential.deleted")
    assert entry["before"]["secrets"] == ["token"]


def test_only_the_owner_and_managers_change_a_credential(platform: Platform) -> None:
    owner = platform.make_tenant()
    maker, other = (platform.make_member(owner, "editor") for _ in "12")
    admin, viewer = platform.make_member(owner, "admin"), platform.make_member(owner, "viewer")
    id_ = made(platform, maker)["id"]

    changed = [
        update(platform, person, id_, fields={"retries": 1}).status
        for person in (maker, admin, other, viewer)
    ]
    seen = [
        platform.ask("GET", f"/credentials/{id_}", by=person).status
        for person in (maker, admin, other, viewer)
    ]

    assert changed == [200, 200, 403, 403]
    assert seen == [200, 200, 200, 403]


@pytest.mark.parametrize(
    "wide", [{"hosts": ["*"]}, {"is_for_all_workflows": True}], ids=["hosts", "workflows"]
)
def test_only_managers_bind_to_everything(platform: Platform, wide: Json) -> None:
    owner = platform.make_tenant()
    editor = platform.make_member(owner, "editor")

    by_editor, by_owner = create(platform, editor, **wide), create(platform, owner, **wide)

    assert (by_editor.status, by_editor.code) == (403, "binds_too_much")
    assert by_owner.status == 201


def test_a_credential_is_bound_only_to_workflows_that_one_may_change(platform: Platform) -> None:
    owner = platform.make_tenant()
    editor = platform.make_member(owner, "editor")
    hidden, readable = (
        platform.ask("POST", "/workflows", by=owner, json={"name": "w", "visibility": "private"})
        for _ in "12"
    )
    share = f"/workflows/{readable.json['id']}/shares/users/{editor.id}"
    platform.ask("PUT", share, by=owner, json={"level": "read"})

    answers = [
        create(platform, editor, workflow_ids=[workflow.json["id"]])
        for workflow in (hidden, readable)
    ]

    assert [answer.code for answer in answers] == ["invalid_credential", "binds_too_much"]


def test_another_tenant_reaches_nothing(platform: Platform) -> None:
    owner, stranger = platform.make_tenant(), platform.make_tenant()
    id_ = made(platform, owner)["id"]
    path = f"/credentials/{id_}"

    answers = [
        platform.ask("GET", path, by=stranger),
        update(platform, stranger, id_, name="mine"),
        platform.ask("DELETE", path, by=stranger),
        platform.ask("POST", f"{path}/test", by=stranger),
        platform.ask("POST", f"{path}/authorize", by=stranger),
        platform.ask("GET", f"{path}/uses", by=stranger),
    ]

    assert [answer.status for answer in answers] == [404] * 6
