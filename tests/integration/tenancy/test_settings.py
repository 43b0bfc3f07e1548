"""What a tenant decides for itself holds for it and for no other."""

from uuid import uuid4

from tests.integration.tenancy.people import as_owner
from thaiyyal.features.workflows.jobs import purge_trash
from thaiyyal.testing.platform import Person, Platform


def set_days(platform: Platform, owner: Person, days: int | None) -> None:
    answer = platform.ask(
        "PUT",
        "/tenant",
        by=owner,
        json={"name": "n", "settings": {"deleted_workflows_retention_days": days}},
        headers={"If-Match": "*"},
    )
    assert answer.status == 200, answer.body


def put_in_trash(platform: Platform, owner: Person, *, days_ago: int) -> None:
    as_owner(
        platform,
        "INSERT INTO workflows (tenant_id, id, name, deleted_at)"
        " VALUES (%s, %s, 'w', now() - make_interval(days => %s))",
        [owner.tenant_id, uuid4(), days_ago],
    )


def left(platform: Platform, owner: Person) -> int:
    return len(
        as_owner(platform, "SELECT id FROM workflows WHERE tenant_id = %s", [owner.tenant_id])
    )


def test_a_tenant_keeps_deleted_workflows_as_long_as_it_says(platform: Platform) -> None:
    short, usual, long = (platform.make_tenant() for _ in range(3))
    set_days(platform, short, 7)
    set_days(platform, usual, None)
    set_days(platform, long, 90)
    for owner in (short, usual, long):
        for days_ago in (5, 10, 40):
            put_in_trash(platform, owner, days_ago=days_ago)

    platform.run(purge_trash(platform.database))

    assert [left(platform, owner) for owner in (short, usual, long)] == [1, 2, 3]
