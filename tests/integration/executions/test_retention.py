"""Ended executions are kept as long as their tenant says, and then forgotten with all they left."""

from datetime import UTC, datetime, timedelta

from tests.integration.executions.making import (
    CONSTANT,
    ECHO,
    Json,
    as_owner,
    execute,
    make,
    run,
    start,
    used,
)
from thaiyyal.features.audit.filters import first_id_at
from thaiyyal.features.executions import forget_executions
from thaiyyal.testing.platform import Person, Platform

ANY = {"If-Match": "*"}
CHILDREN = (
    "steps",
    "blobs",
    "execution_logs",
    "signals",
    "approvals",
    "calls",
    "files",
    "file_chunks",
)
TABLES = ("executions", *CHILDREN)


def age(platform: Platform, execution: Json, *, days: int) -> None:
    """Let an execution be as old as that: its id carries its time."""
    old = first_id_at(datetime.now(UTC) - timedelta(days=days))
    as_owner(platform, "SELECT ensure_partitions()")
    for table in TABLES:
        column = "id" if table == "executions" else "execution_id"
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


def forget(platform: Platform, *, days: int, count: int = 0) -> int:
    work = forget_executions(platform.database, default_days=days, default_count=count)
    return platform.run(work)


def leave_more(platform: Platform, of: Person, execution: Json) -> None:
    """Give an execution a row in every table."""
    params = {"t": of.tenant_id, "e": execution["id"], "w": execution["workflow_id"]}
    statements = [
        (
            "INSERT INTO execution_logs (tenant_id, execution_id, seq, level, message)"
            " VALUES (%(t)s, %(e)s, 1, 'info', 'm')"
        ),
        "INSERT INTO signals (tenant_id, execution_id, seq, name) VALUES (%(t)s, %(e)s, 1, 'n')",
        (
            "INSERT INTO approvals (tenant_id, id, execution_id, workflow_id, step, request)"
            " VALUES (%(t)s, %(e)s, %(e)s, %(w)s, 's', '{}')"
        ),
        (
            "INSERT INTO calls (tenant_id, execution_id, step, called_id)"
            " VALUES (%(t)s, %(e)s, 's', %(e)s)"
        ),
        (
            "INSERT INTO files (tenant_id, execution_id, sha256, upload_id, size_bytes, name,"
            " media_type) VALUES (%(t)s, %(e)s, sha256('x'), %(e)s, 1, 'f', 'text/plain')"
        ),
        (
            "INSERT INTO file_chunks (tenant_id, execution_id, upload_id, n, content)"
            " VALUES (%(t)s, %(e)s, %(e)s, 0, 'x')"
        ),
    ]
    for statement in statements:
        as_owner(platform, statement, params)


def test_old_executions_go_with_all_they_left(platform: Platform) -> None:
    owner = platform.make_tenant()
    kept = run(platform, owner, CONSTANT)
    before = used(platform, owner, "storage_bytes")
    old = run(platform, owner, ECHO, "x" * 100_000)
    leave_more(platform, owner, old)
    documents = used(platform, owner, "storage_bytes") - before - _stored(platform, old)
    age(platform, old, days=20)

    assert forget(platform, days=10) == 1

    nothing = dict.fromkeys(CHILDREN, 0)
    assert left(platform, owner) == {**nothing, "executions": 1, "steps": 1}
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


def test_only_so_many_are_kept_the_newest_of_them(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)
    ids = [execute(platform, owner, workflow_id, query="?wait=30").json["id"] for _ in range(4)]
    start(platform, owner)
    body = {"name": "Ours", "settings": {"executions_retention_count": 2}}
    platform.ask("PUT", "/tenant", by=owner, json=body, headers=ANY)

    assert forget(platform, days=10) == 2

    kept = platform.ask("GET", "/executions?status=succeeded", by=owner).json["items"]
    assert [one["id"] for one in kept] == [ids[3], ids[2]]
    assert left(platform, owner)["executions"] == 3
    assert forget(platform, days=10) == 0


def test_as_many_as_are_kept_stay_all(platform: Platform) -> None:
    owner = platform.make_tenant()
    for _ in range(2):
        run(platform, owner, CONSTANT)
    body = {"name": "Ours", "settings": {"executions_retention_count": 2}}
    platform.ask("PUT", "/tenant", by=owner, json=body, headers=ANY)

    assert forget(platform, days=10) == 0
    assert left(platform, owner)["executions"] == 2


def _stored(platform: Platform, execution: Json) -> int:
    size: int = as_owner(
        platform, "SELECT stored_bytes FROM executions WHERE id = %s", [execution["id"]]
    )[0]["stored_bytes"]
    return size
