"""`/ready` tells the truth about the database: now, next month, and which revision it is at."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from thaiyyal.store.revision import head_revision
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform

NOW = datetime.now(UTC)
NEXT = NOW.replace(day=1) + timedelta(days=32)
PARTITIONED = (
    "executions",
    "steps",
    "execution_logs",
    "blobs",
    "files",
    "file_chunks",
    "audit_logs",
)


@pytest.fixture
def owner(platform: Platform) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(platform.owner_conninfo(), autocommit=True) as connection:
        yield connection
        connection.execute("SELECT ensure_partitions()")


def _ready(platform: Platform) -> Answer:
    return platform.ask("GET", "//ready")


def test_a_whole_database_is_ready(platform: Platform) -> None:
    answer = _ready(platform)

    assert (answer.status, answer.json) == (200, {"status": "ready"})


@pytest.mark.parametrize("table", PARTITIONED)
def test_without_a_partition_of_this_month_it_is_not_ready(
    platform: Platform, owner: psycopg.Connection[tuple[object, ...]], table: str
) -> None:
    owner.execute(f"DROP TABLE {table}_y{NOW:%Y}m{NOW:%m}")

    answer = _ready(platform)

    assert (answer.status, answer.json["check"]) == (503, "partitions")
    assert table in answer.json["reason"]
    assert answer.headers["retry-after"] == "1"


def test_without_a_partition_of_next_month_it_is_degraded(
    platform: Platform, owner: psycopg.Connection[tuple[object, ...]]
) -> None:
    owner.execute(f"DROP TABLE steps_y{NEXT:%Y}m{NEXT:%m}")

    answer = _ready(platform)

    assert (answer.status, answer.json["status"]) == (200, "degraded")
    assert "steps" in answer.json["reason"]


def test_making_the_partitions_makes_it_ready_again(
    platform: Platform, owner: psycopg.Connection[tuple[object, ...]]
) -> None:
    owner.execute(f"DROP TABLE steps_y{NOW:%Y}m{NOW:%m}")
    owner.execute("SELECT ensure_partitions()")

    assert _ready(platform).json == {"status": "ready"}


@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_with_another_revision_it_is_not_ready(
    platform: Platform, owner: psycopg.Connection[tuple[object, ...]], revision: str
) -> None:
    owner.execute("UPDATE alembic_version SET version_num = %(r)s", {"r": revision})
    try:
        answer = _ready(platform)
    finally:
        owner.execute("UPDATE alembic_version SET version_num = %(r)s", {"r": head_revision()})

    assert (answer.status, answer.json["check"]) == (503, "migrations")
    assert f"is at {revision}" in answer.json["reason"]


def test_an_empty_database_is_not_ready(
    platform: Platform, owner: psycopg.Connection[tuple[object, ...]]
) -> None:
    owner.execute("ALTER TABLE alembic_version RENAME TO gone")
    try:
        answer = _ready(platform)
    finally:
        owner.execute("ALTER TABLE gone RENAME TO alembic_version")

    assert (answer.status, answer.json["check"]) == (503, "migrations")
    assert "is empty" in answer.json["reason"]
