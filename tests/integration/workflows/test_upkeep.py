"""Quotas, the trash's end, and what a new tenant starts with."""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from tests.integration.workflows.making import (
    actor_of,
    audited,
    document_of,
    make,
    publish,
    rows,
    save_draft,
)
from thaiyyal.features.tenancy.quotas import Metric, levels_of
from thaiyyal.features.workflows import purge_trash, seed_examples
from thaiyyal.testing.platform import Person, Platform


def used(platform: Platform, person: Person, metric: Metric) -> int:
    async def read() -> int:
        async with platform.database.begin(actor_of(person).scope) as tx:
            return next(one.used for one in await levels_of(tx) if one.metric is metric)

    return platform.run(read())


def stored(platform: Platform, person: Person) -> int:
    """What is really there: versions and drafts."""
    found = rows(
        platform,
        "SELECT coalesce((SELECT sum(octet_length(document)) FROM workflow_versions"
        " WHERE tenant_id = %s), 0) + coalesce((SELECT sum(octet_length(draft)) FROM workflows"
        " WHERE tenant_id = %s), 0)",
        person.tenant_id,
        person.tenant_id,
    )
    return int(found[0][0])


def limit(platform: Platform, person: Person, metric: Metric, amount: int) -> None:
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute(
            "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, %s, %s)",
            (person.tenant_id, metric.value, amount),
        )


def test_storage_is_counted_as_it_is_stored(platform: Platform) -> None:
    owner = platform.make_tenant()

    def agree() -> bool:
        return used(platform, owner, Metric.STORAGE_BYTES) == stored(platform, owner) > 0

    id_ = make(platform, owner)["id"]
    assert agree(), "created"
    publish(platform, owner, id_, document_of(2))
    assert agree(), "published"
    save_draft(platform, owner, id_, {"nodes": [], "x": "y" * 5_000})
    save_draft(platform, owner, id_, document_of(33))
    assert agree(), "drafts saved"
    platform.ask("POST", f"/workflows/{id_}/duplicate", by=owner)
    assert agree(), "duplicated"
    platform.ask("POST", f"/workflows/{id_}/publish", by=owner)
    assert agree(), "draft published"
    save_draft(platform, owner, id_, document_of(33))
    platform.ask("POST", f"/workflows/{id_}/publish", by=owner)
    assert agree(), "draft dropped"
    platform.ask("POST", f"/workflows/{id_}/rollback", by=owner, json={"version": 1})
    assert agree(), "rolled back"
    save_draft(platform, owner, id_, {})
    platform.ask("DELETE", f"/workflows/{id_}/draft", by=owner)
    assert agree(), "draft deleted"
    platform.ask("DELETE", f"/workflows/{id_}", by=owner)
    platform.ask("DELETE", f"/workflows/{id_}?purge=true", by=owner)
    assert agree(), "purged"
    assert used(platform, owner, Metric.WORKFLOWS) == 1


@pytest.mark.parametrize("way", ["create", "import", "duplicate"])
def test_no_more_workflows_than_the_quota_allows(platform: Platform, way: str) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    limit(platform, owner, Metric.WORKFLOWS, 1)
    path, body = {
        "create": ("/workflows", {"name": "W"}),
        "import": ("/workflows/import", {"document": document_of(1)}),
        "duplicate": (f"/workflows/{id_}/duplicate", {}),
    }[way]

    answer = platform.ask("POST", path, by=owner, json=body)

    assert (answer.status, answer.code) == (429, "quota_exceeded")
    assert len(platform.ask("GET", "/workflows", by=owner).json["items"]) == 1


def test_the_trash_counts_until_it_is_purged(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    limit(platform, owner, Metric.WORKFLOWS, 1)

    platform.ask("DELETE", f"/workflows/{id_}", by=owner)
    full = platform.ask("POST", "/workflows", by=owner, json={"name": "W"})
    restored = platform.ask("POST", f"/workflows/{id_}/restore", by=owner)
    platform.ask("DELETE", f"/workflows/{id_}", by=owner)
    platform.ask("DELETE", f"/workflows/{id_}?purge=true", by=owner)
    room = platform.ask("POST", "/workflows", by=owner, json={"name": "W"})

    assert (full.status, restored.status, room.status) == (429, 200, 201)


def test_storage_has_a_quota(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    limit(platform, owner, Metric.STORAGE_BYTES, stored(platform, owner) + 100)

    answer = platform.ask(
        "PUT",
        f"/workflows/{id_}/draft",
        by=owner,
        json={"document": {"x": "y" * 200}},
        headers={"If-Match": "*"},
    )

    assert (answer.status, answer.code) == (429, "quota_exceeded")
    assert platform.ask("GET", f"/workflows/{id_}/draft", by=owner).status == 404


def test_the_trash_is_emptied_of_what_is_old(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    old, new, kept = (make(platform, owner)["id"] for _ in range(3))
    foreign = make(platform, other)["id"]
    for id_, by in ((old, owner), (new, owner), (foreign, other)):
        platform.ask("DELETE", f"/workflows/{id_}", by=by)
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute(
            "UPDATE workflows SET deleted_at = now() - interval '31 days' WHERE id = ANY(%s)",
            ([UUID(old), UUID(foreign)],),
        )

    purged = platform.run(purge_trash(platform.database))
    again = platform.run(purge_trash(platform.database))

    left = {str(row[0]) for row in rows(platform, "SELECT id FROM workflows")}
    assert (purged, again) == (2, 0)
    assert left >= {new, kept}
    assert left.isdisjoint({old, foreign})
    assert audited(platform, old)[-1] == "workflow.purged"
    assert used(platform, other, Metric.WORKFLOWS) == 0


def test_an_empty_trash_can_be_asked_for_at_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    ids = [make(platform, owner)["id"] for _ in range(3)]
    for id_ in ids:
        platform.ask("DELETE", f"/workflows/{id_}", by=owner)

    platform.run(purge_trash(platform.database, kept=timedelta(0)))

    assert platform.ask("GET", "/workflows?deleted=true", by=owner).json["items"] == []


def test_a_new_tenant_can_start_with_three_examples(platform: Platform) -> None:
    owner = platform.make_tenant()

    async def seed() -> list[UUID]:
        async with platform.database.begin(actor_of(owner).scope) as tx:
            return list(await seed_examples(tx, actor_of(owner)))

    ids = platform.run(seed())

    items = platform.ask("GET", "/workflows?tag=example&sort=created_at", by=owner).json["items"]
    assert [item["id"] for item in items] == [str(id_) for id_ in ids]
    assert [item["version"] for item in items] == [1, 1, 1]
    assert "Input to try: {" in items[0]["description"]
    assert used(platform, owner, Metric.WORKFLOWS) == 3
