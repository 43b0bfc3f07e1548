"""Drafts stand beside what is published, until they are published or deleted."""

from tests.integration.workflows.making import (
    DOCUMENT,
    audited,
    document_of,
    make,
    publish,
    save_draft,
)
from thaiyyal.testing.platform import Platform

BROKEN = {"nodes": [{"id": "x", "type": "nothing"}], "edges": 3}


def test_a_draft_need_not_be_valid_and_changes_nothing_published(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = make(platform, owner)
    path = f"/workflows/{made['id']}"

    saved = platform.ask(
        "PUT",
        f"{path}/draft",
        by=owner,
        json={"document": BROKEN},
        headers={"If-Match": '"1"'},
    )

    assert (saved.status, saved.headers["etag"]) == (200, '"2"')
    draft = platform.ask("GET", f"{path}/draft", by=owner)
    assert draft.json["document"] == BROKEN
    assert draft.json["base_version"] == 1
    assert draft.json["saved_by"]["id"] == str(owner.id)
    assert draft.headers["etag"] == '"2"'
    got = platform.ask("GET", path, by=owner).json
    assert (got["document"], got["has_draft"], got["version"]) == (DOCUMENT, True, 1)


def test_a_draft_is_saved_only_over_what_was_read(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/workflows/{make(platform, owner)['id']}/draft"
    body: dict[str, object] = {"document": {}}

    without = platform.ask("PUT", path, by=owner, json=body)
    first = platform.ask("PUT", path, by=owner, json=body, headers={"If-Match": '"1"'})
    second = platform.ask("PUT", path, by=owner, json=body, headers={"If-Match": '"1"'})

    assert (without.status, first.status, second.status) == (428, 200, 412)


def test_a_draft_has_to_be_an_object(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/workflows/{make(platform, owner)['id']}/draft"

    values: tuple[object, ...] = (None, [], "text", 3)

    answers = [
        platform.ask("PUT", path, by=owner, json={"document": value}, headers={"If-Match": "*"})
        for value in values
    ]

    assert [(a.status, a.code) for a in answers] == [(422, "invalid_document")] * 4


def test_publishing_makes_the_draft_a_version(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    save_draft(platform, owner, id_, document_of(2))

    published = platform.ask("POST", f"/workflows/{id_}/publish", by=owner, json={"note": "second"})

    assert (published.status, published.json["version"]) == (200, 2)
    assert published.json["note"] == "second"
    assert published.headers["etag"] == '"3"'
    got = platform.ask("GET", f"/workflows/{id_}", by=owner).json
    assert (got["version"], got["has_draft"]) == (2, False)
    assert got["document"] == document_of(2)
    assert platform.ask("GET", f"/workflows/{id_}/draft", by=owner).status == 404
    assert audited(platform, id_)[1:] == ["workflow.draft_saved", "workflow.published"]


def test_an_invalid_draft_is_not_published(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    save_draft(platform, owner, id_, BROKEN)

    answer = platform.ask("POST", f"/workflows/{id_}/publish", by=owner)

    assert (answer.status, answer.code) == (422, "invalid_document")
    assert answer.json["problems"]
    got = platform.ask("GET", f"/workflows/{id_}", by=owner).json
    assert (got["version"], got["has_draft"]) == (1, True)


def test_a_draft_like_the_latest_version_is_dropped(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    save_draft(platform, owner, id_, DOCUMENT)

    answer = platform.ask("POST", f"/workflows/{id_}/publish", by=owner)

    assert (answer.status, answer.json["version"]) == (200, 1)
    assert not platform.ask("GET", f"/workflows/{id_}", by=owner).json["has_draft"]


def test_there_is_nothing_to_publish_without_a_draft(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]

    answer = platform.ask("POST", f"/workflows/{id_}/publish", by=owner)

    assert (answer.status, answer.code) == (409, "no_draft")


def test_a_draft_that_is_thrown_away_leaves_the_published_version(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    save_draft(platform, owner, id_, BROKEN)

    first, second = (platform.ask("DELETE", f"/workflows/{id_}/draft", by=owner) for _ in range(2))

    assert (first.status, second.status) == (204, 404)
    assert platform.ask("GET", f"/workflows/{id_}", by=owner).json["document"] == DOCUMENT


def test_the_only_document_of_a_workflow_cannot_be_thrown_away(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = platform.ask("POST", "/workflows", by=owner, json={"name": "Empty"}).json["id"]

    answer = platform.ask("DELETE", f"/workflows/{id_}/draft", by=owner)

    assert (answer.status, answer.code) == (409, "nothing_published")


def test_a_draft_survives_what_others_publish(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    save_draft(platform, owner, id_, document_of(7))

    publish(platform, owner, id_, document_of(8))

    draft = platform.ask("GET", f"/workflows/{id_}/draft", by=owner).json
    assert (draft["document"], draft["base_version"]) == (document_of(7), 1)


def test_an_answer_is_repeated_to_an_api_key_only_with_its_scope(platform: Platform) -> None:
    """Who asks again may be the same person with less in their hands."""
    owner = platform.make_tenant()
    made = make(platform, owner)
    save_draft(platform, owner, made["id"], document_of(2))
    wish = {"name": "k", "scopes": ["usage.read"], "expires_in_days": 1}
    narrow = platform.ask("POST", "/api-keys", by=owner, json=wish).json["key"]
    path, once = f"/workflows/{made['id']}/publish", {"Idempotency-Key": "publish"}

    first = platform.ask("POST", path, by=owner, json={"note": "a"}, headers=once)
    again = platform.ask("POST", path, by=owner, json={"note": "a"}, headers=once)
    by_key = platform.ask("POST", path, json={"note": "a"}, headers={**once, "X-API-Key": narrow})

    assert (first.status, again.body) == (200, first.body)
    assert by_key.status in {403, 404}
