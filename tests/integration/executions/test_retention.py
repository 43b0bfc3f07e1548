"""Ended executions are kept as long as their tenant says, and then forgotten with all they left."""

from datetime import UTC, datetime, timedelta

from tests.integration.executions.making import (
    CONSTANT,
    ECHO,
    Json,
    as_owner,
    run,
    start,
    used,
)
from thaiyyal.features.audit.filters import first_id_at
from thaiyyal.features.executions import forget_executions
from thaiyyal.testing.platform import Person, Platform

ANY = {"If-Match": "*"}
TABLES = ("executions", "steps", "blobs")


def age(platform: Platform, execution: Json, *, days: int) -> None:
    """Let an execution be as old as that: its id carries its time."""
    old = first_id_at(datetime.now(UTC) - timedelta(days=days))
    as_owner(platform, "SELECT ensure_partitions()")
    for table, column in (
        ("executions", "id"),
        ("steps", "execution_id"),
        ("blobs", "execution_id"),
    ):
        as_owner(
            platform,
            f"UPDATE {table} SET {column} = %s WHERE {column} = %s",  # noqa: S608 - constants
            [old, execution["id"]],
        )


def left(platform: Platform, of: Person) -> dict[str, int]:
    """Return how many rows a tenant has."""
    return {
        table: as_owner(
            platform,
            f"SELECT count(*) FROM {table} WHERE tenant_id = %s",  # noqa: S608 - constants
            [of.tenant_id],
        )[0]["count"]
        for table in TABLES
    }


def forget(platform: Platform, *, days: int) -> int:
    return platform.run(forget_executions(platform.database, default_days=days))


def test_old_executions_go_with_all_they_left(platform: Platform) -> None:
    owner = platform.make_tenant()
    kept = run(platform, owner, CONSTANT)
    before = used(platform, owner, "storage_bytes")
    old = run(platform, owner, ECHO, "x" * 100_000)
    documents = used(platform, owner, "storage_bytes") - before - _stored(platform, old)
    age(platform, old, days=20)

    assert forget(platform, days=10) == 1

    assert left(platform, owner) == {"executions": 1, "steps": 1, "blobs": 0}
    assert platform.ask("GET", f"/executions/{kept['id']}", by=owner).status == 200
    assert used(platform, owner, "storage_bytes") == before + documents
    (entry,) = as_owner(
        platform,
        "SELECT actor_kind FROM audit_logs WHERE tenant_id = %s AND action = 'execution.forgotten'",
        [owner.tenant_id],
    )
    assert entry["actor_kind"] == "system"


def test_what_has_not_ended_is_kept(platform: Platform) -> None:
    owner = platform.make_tenant()
    start(platform, owner)

    assert forget(platform, days=0) >= 0

    assert left(platform, owner)["executions"] == 1


def test_a_tenant_may_keep_executions_longer_or_shorter(platform: Platform) -> None:
    owners = [platform.make_tenant() for _ in range(2)]
    for owner, days in zip(owners, (90, 5), strict=True):
        age(platform, run(platform, owner, CONSTANT), days=15)
        body = {"name": "Ours", "settings": {"executions_retention_days": days}}
        assert platform.ask("PUT", "/tenant", by=owner, json=body, headers=ANY).status == 200

    forget(platform, days=10)

    assert [left(platform, owner)["executions"] for owner in owners] == [1, 0]


def _stored(platform: Platform, execution: Json) -> int:
    size: int = as_owner(
        platform, "SELECT stored_bytes FROM executions WHERE id = %s", [execution["id"]]
    )[0]["stored_bytes"]
    return size
