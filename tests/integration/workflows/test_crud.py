"""Workflows are made, listed, read, changed, deleted, restored and purged."""

from tests.integration.workflows.making import DOCUMENT, audited, make
from thaiyyal.testing.platform import Platform


def test_a_workflow_with_a_document_is_published_as_version_1(platform: Platform) -> None:
    owner = platform.make_tenant()

    answer = platform.ask(
        "POST",
        "/workflows",
        by=owner,
        json={"name": "Age check", "tags": ["a", "b", "a"], "document": DOCUMENT},
    )

    assert answer.status == 201
    made = answer.json
    assert (made["name"], made["version"], made["has_draft"]) == ("Age check", 1, False)
    assert made["document"] == DOCUMENT
    assert made["tags"] == ["a", "b"]
    assert made["owner"]["id"] == str(owner.id)
    assert answer.headers["location"] == f"/api/v1/workflows/{made['id']}"
    got = platform.ask("GET", f"/workflows/{made['id']}", by=owner)
    assert (got.status, got.json) == (200, made)
    assert got.headers["etag"] == answer.headers["etag"] == '"1"'


def test_a_workflow_without_a_document_is_an_empty_draft(platform: Platform) -> None:
    owner = platform.make_tenant()

    made = platform.ask("POST", "/workflows", by=owner, json={"name": "Later"}).json

    assert (made["version"], made["has_draft"]) == (None, True)
    assert made["document"] == {"nodes": [], "edges": []}


def test_an_invalid_document_is_refused_with_all_its_problems(platform: Platform) -> None:
    owner = platform.make_tenant()
    document = {"nodes": [{"id": "a", "type": "nothing"}, {"id": "b", "type": "number"}]}

    answer = platform.ask(
        "POST", "/workflows", by=owner, json={"name": "Wrong", "document": document}
    )

    assert (answer.status, answer.code) == (422, "invalid_document")
    assert [(p["code"], p["node"]) for p in answer.json["problems"]] == [
        ("unknown_type", "a"),
        ("missing_field", "b"),
    ]
    assert platform.ask("GET", "/workflows", by=owner).json["items"] == []


def test_a_list_shows_workflows_without_documents(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = make(platform, owner)

    page = platform.ask("GET", "/workflows", by=owner).json

    shown = {key: value for key, value in made.items() if key != "document"}
    assert page == {"items": [shown], "next_cursor": None}


def test_an_update_needs_the_etag_of_what_was_read(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/workflows/{make(platform, owner)['id']}"

    without = platform.ask("PUT", path, by=owner, json={"name": "New"})
    stale = platform.ask("PUT", path, by=owner, json={"name": "New"}, headers={"If-Match": '"9"'})
    fresh = platform.ask("PUT", path, by=owner, json={"name": "New"}, headers={"If-Match": '"1"'})

    assert (without.status, without.code) == (428, "precondition_required")
    assert (stale.status, stale.code) == (412, "stale_revision")
    assert (fresh.status, fresh.json["name"], fresh.headers["etag"]) == (200, "New", '"2"')
    assert platform.ask("GET", path, by=owner).json == fresh.json


def test_only_a_document_that_says_something_new_becomes_a_version(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/workflows/{make(platform, owner)['id']}"
    respelled = {"edges": DOCUMENT["edges"], "nodes": DOCUMENT["nodes"]}
    changed = {**DOCUMENT, "nodes": [*DOCUMENT["nodes"], {"id": "n", "type": "renderer"}]}

    same = platform.ask(
        "PUT", path, by=owner, json={"document": respelled}, headers={"If-Match": "*"}
    )
    new = platform.ask("PUT", path, by=owner, json={"document": changed}, headers={"If-Match": "*"})

    assert (same.status, same.json["version"]) == (200, 1)
    assert (new.status, new.json["version"], new.json["document"]) == (200, 2, changed)


def test_a_deleted_workflow_is_gone_until_it_is_restored(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = make(platform, owner)
    path = f"/workflows/{made['id']}"

    deleted = platform.ask("DELETE", path, by=owner)

    assert deleted.status == 204
    assert platform.ask("GET", path, by=owner).status == 404
    assert platform.ask("GET", "/workflows", by=owner).json["items"] == []
    trash = platform.ask("GET", "/workflows?deleted=true", by=owner).json["items"]
    assert [item["id"] for item in trash] == [made["id"]]
    assert trash[0]["deleted_at"] is not None
    assert platform.ask("POST", f"{path}/restore", by=owner).status == 200
    assert platform.ask("GET", path, by=owner).json["document"] == DOCUMENT


def test_a_workflow_is_purged_only_from_the_trash(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/workflows/{make(platform, owner)['id']}"

    early = platform.ask("DELETE", f"{path}?purge=true", by=owner)
    platform.ask("DELETE", path, by=owner)
    late = platform.ask("DELETE", f"{path}?purge=true", by=owner)

    assert (early.status, late.status) == (404, 204)
    assert platform.ask("POST", f"{path}/restore", by=owner).status == 404
    assert platform.ask("GET", "/workflows?deleted=true", by=owner).json["items"] == []


def test_every_change_is_audited(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    path = f"/workflows/{id_}"

    platform.ask("PUT", path, by=owner, json={"name": "New"}, headers={"If-Match": "*"})
    platform.ask("DELETE", path, by=owner)
    platform.ask("POST", f"{path}/restore", by=owner)
    platform.ask("DELETE", path, by=owner)
    platform.ask("DELETE", f"{path}?purge=true", by=owner)

    assert audited(platform, id_) == [
        "workflow.created",
        "workflow.updated",
        "workflow.deleted",
        "workflow.restored",
        "workflow.deleted",
        "workflow.purged",
    ]


def test_a_stale_delete_is_refused(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/workflows/{make(platform, owner)['id']}"

    answer = platform.ask("DELETE", path, by=owner, headers={"If-Match": '"7"'})

    assert (answer.status, answer.code) == (412, "stale_revision")
    assert platform.ask("GET", path, by=owner).status == 200


def test_the_same_idempotency_key_creates_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    body = {"name": "Once", "document": DOCUMENT}

    first, second = (
        platform.ask("POST", "/workflows", by=owner, json=body, headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    )

    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert len(platform.ask("GET", "/workflows", by=owner).json["items"]) == 1


def test_two_workflows_may_have_one_name(platform: Platform) -> None:
    owner = platform.make_tenant()

    ids = {make(platform, owner, name="Same")["id"] for _ in range(2)}

    assert len(ids) == 2
