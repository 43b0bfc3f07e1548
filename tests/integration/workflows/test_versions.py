"""Versions are numbered, listed, compared, published again, and never changed."""

import asyncio
from collections.abc import Awaitable
from uuid import UUID

import psycopg
import pytest

from tests.integration.workflows.making import (
    DOCUMENT,
    Json,
    actor_of,
    audited,
    document_of,
    handle,
    make,
    publish,
    save_draft,
)
from thaiyyal.features.workflows.shares import list_shares
from thaiyyal.features.workflows.versions import list_versions
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.platform import Person, Platform


def three_versions(platform: Platform, by: Person) -> str:
    """A workflow whose documents are those of 1, 2 and 3."""
    id_: str = make(platform, by, document=document_of(1))["id"]
    for value in (2, 3):
        publish(platform, by, id_, document_of(value))
    return id_


def test_versions_are_listed_in_pages_the_newest_first(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/workflows/{three_versions(platform, owner)}/versions"

    first = platform.ask("GET", f"{path}?limit=2", by=owner).json
    rest = platform.ask("GET", f"{path}?limit=2&cursor={first['next_cursor']}", by=owner).json

    assert [item["version"] for item in first["items"]] == [3, 2]
    assert [item["version"] for item in rest["items"]] == [1]
    assert rest["next_cursor"] is None
    assert first["items"][0]["created_by"]["id"] == str(owner.id)
    assert "document" not in first["items"][0]


def test_a_version_has_its_document_for_ever(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = three_versions(platform, owner)

    answers = [
        platform.ask("GET", f"/workflows/{id_}/versions/{number}", by=owner)
        for number in (1, 2, 3, 4)
    ]

    assert [answer.status for answer in answers] == [200, 200, 200, 404]
    assert [answer.json["document"] for answer in answers[:3]] == [
        document_of(1),
        document_of(2),
        document_of(3),
    ]


def test_the_application_cannot_change_a_version(platform: Platform) -> None:
    owner = platform.make_tenant()
    make(platform, owner)
    statement = "UPDATE workflow_versions SET note = 'other'"

    async def change() -> None:
        async with platform.database.begin_raw() as tx:
            await tx.run(statement)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        platform.run(change())


@pytest.mark.parametrize(("before", "after"), [("1", "3"), ("1", "latest"), ("draft", "latest")])
def test_two_versions_are_compared(platform: Platform, before: str, after: str) -> None:
    owner = platform.make_tenant()
    id_ = three_versions(platform, owner)
    save_draft(platform, owner, id_, document_of(1))

    answer = platform.ask("GET", f"/workflows/{id_}/versions/{before}/diff/{after}", by=owner)

    assert answer.status == 200
    assert not answer.json["is_empty"]
    (changed,) = answer.json["nodes"]["changed"]
    assert changed["node"]["id"] == "n"
    assert changed["fields"] == [{"path": ["data", "value"], "before": 1, "after": 3}]


@pytest.mark.parametrize("end", ["4", "draft"])
def test_what_is_not_there_cannot_be_compared(platform: Platform, end: str) -> None:
    owner = platform.make_tenant()
    id_ = three_versions(platform, owner)

    answer = platform.ask("GET", f"/workflows/{id_}/versions/latest/diff/{end}", by=owner)

    assert answer.status == 404


@pytest.mark.parametrize("end", ["0", "-1", "first", "99999999999", "1.5", "LATEST"])
def test_ends_of_a_comparison_are_versions(platform: Platform, end: str) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]

    answer = platform.ask("GET", f"/workflows/{id_}/versions/1/diff/{end}", by=owner)

    assert answer.status == 422


def test_rolling_back_publishes_the_old_document_anew(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = three_versions(platform, owner)
    save_draft(platform, owner, id_, document_of(9))

    answer = platform.ask(
        "POST", f"/workflows/{id_}/rollback", by=owner, json={"version": 1, "note": "back"}
    )

    assert answer.status == 200
    made: Json = answer.json
    assert (made["version"], made["rolled_back_from"], made["note"]) == (4, 1, "back")
    got = platform.ask("GET", f"/workflows/{id_}", by=owner)
    assert (got.json["version"], got.json["document"]) == (4, document_of(1))
    assert got.json["has_draft"]
    assert got.headers["etag"] == answer.headers["etag"]
    assert audited(platform, id_)[-1] == "workflow.rolled_back"


def test_a_version_that_never_was_cannot_come_back(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]

    answer = platform.ask("POST", f"/workflows/{id_}/rollback", by=owner, json={"version": 2})

    assert answer.status == 404


def test_versions_published_at_the_same_time_get_their_own_numbers(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, document=DOCUMENT)["id"]

    def publishing(value: int) -> Awaitable[Answer]:
        return ask(
            platform.web.asgi,
            "PUT",
            f"/api/v1/workflows/{id_}",
            json={"document": document_of(value)},
            headers={**owner.headers, "If-Match": "*"},
        )

    async def all_at_once() -> list[Answer]:
        return list(await asyncio.gather(*(publishing(value) for value in range(6))))

    answers = platform.run(all_at_once())

    assert sorted(answer.json["version"] for answer in answers) == [2, 3, 4, 5, 6, 7]
    for answer in answers:
        path = f"/workflows/{id_}/versions/{answer.json['version']}"
        stored = platform.ask("GET", path, by=owner).json["document"]
        assert stored == answer.json["document"]


def test_of_two_updates_of_one_revision_one_wins(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]

    async def both() -> list[Answer]:
        headers = {**owner.headers, "If-Match": '"1"'}
        path = f"/api/v1/workflows/{id_}"
        return list(
            await asyncio.gather(
                *(
                    ask(platform.web.asgi, "PUT", path, json={"name": name}, headers=headers)
                    for name in ("a", "b")
                )
            )
        )

    assert sorted(answer.status for answer in platform.run(both())) == [200, 412]


@pytest.mark.parametrize("count", [1, 20])
def test_lists_of_versions_and_shares_take_two_statements(platform: Platform, count: int) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    for value in range(count):
        publish(platform, owner, id_, document_of(value))
        guest = platform.make_member(owner, "viewer")
        path = f"/workflows/{id_}/shares/users/{guest.id}"
        platform.ask("PUT", path, by=owner, json={"level": "read"})

    versions, of_versions = handle(
        platform, actor_of(owner), lambda call: list_versions(call, UUID(id_))
    )
    shares, of_shares = handle(platform, actor_of(owner), lambda call: list_shares(call, UUID(id_)))

    assert (len(versions["items"]), of_versions) == (count + 1, 2)
    assert (len(shares["items"]), of_shares) == (count, 2)
