"""Partitions are months in UTC, made ahead of time and dropped only when they are over."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from tests.integration.store.schemas import empty_database, owner_of
from thaiyyal.store import migrate
from thaiyyal.store.embedded import EmbeddedServer

PARENTS = (
    "audit_logs",
    "blobs",
    "execution_logs",
    "executions",
    "file_chunks",
    "files",
    "steps",
)
BOUNDS = """
SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_class c
WHERE c.relispartition AND c.relkind = 'r'
"""
FAR_AWAY = ["UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"]


@pytest.fixture
def owner(postgres: EmbeddedServer) -> Iterator[str]:
    with empty_database(postgres) as name:
        migrate.upgrade(owner_of(postgres, name))
        yield owner_of(postgres, name)


def _month(ahead: int) -> datetime:
    """Return the beginning of the month so many after this one."""
    now = datetime.now(UTC)
    months = now.year * 12 + now.month - 1 + ahead
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


def _expected(parent: str, ahead: int) -> tuple[str, datetime, datetime]:
    month = _month(ahead)
    return (f"{parent}_y{month:%Y}m{month:%m}", month, _month(ahead + 1))


def _found(owner: str) -> set[tuple[str, datetime, datetime]]:
    with psycopg.connect(owner) as connection:
        rows = connection.execute(BOUNDS).fetchall()
    return {(name, *map(_time, re.findall(r"'(.+?)'", bounds))) for name, bounds in rows}


def _time(smallest_id: str) -> datetime:
    id_ = UUID(smallest_id)
    assert id_.int % 2**80 == 0
    return datetime.fromtimestamp((id_.int >> 80) / 1000, UTC)


@pytest.mark.parametrize("zone", FAR_AWAY)
def test_months_begin_and_end_in_utc_wherever_the_session_is(owner: str, zone: str) -> None:
    with psycopg.connect(owner, autocommit=True, options=f"-c timezone={zone}") as connection:
        for name, _, _ in _found(owner):
            connection.execute(f"DROP TABLE {name}")
        connection.execute("SELECT ensure_partitions(14)")

    assert _found(owner) == {_expected(one, ahead) for one in PARENTS for ahead in range(-1, 15)}


def test_making_them_again_makes_none(owner: str) -> None:
    with psycopg.connect(owner, autocommit=True) as connection:
        made = [_value(connection, f"SELECT ensure_partitions({n})") for n in (2, 2, 3, 3)]

    assert made == [0, 0, len(PARENTS), 0]


def _value(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> object:
    row = connection.execute(statement).fetchone()
    assert row is not None
    return row[0]


def test_only_a_month_that_is_over_can_be_dropped(owner: str) -> None:
    days = {
        "last of last month": _month(0) - timedelta(days=1),
        "first of this month": _month(0),
        "last of this month": _month(1) - timedelta(days=1),
        "next month": _month(1),
        "last month again": _month(-1),
    }

    with psycopg.connect(owner, autocommit=True) as connection:
        outcomes = {name: _dropped(connection, day) for name, day in days.items()}

    assert outcomes == {
        "last of last month": "True",
        "first of this month": "is not over",
        "last of this month": "is not over",
        "next month": "is not over",
        "last month again": "False",
    }
    assert _expected("blobs", -1) not in _found(owner)


def _dropped(connection: psycopg.Connection[tuple[object, ...]], day: datetime) -> str:
    try:
        return str(_value(connection, f"SELECT drop_partition('blobs', '{day:%Y-%m-%d}')"))
    except psycopg.errors.RaiseException as error:
        return "is not over" if "is not over" in str(error) else str(error)


@pytest.mark.parametrize("table", ["audit_logs", "users", "blobs; DROP TABLE users"])
def test_nothing_else_can_be_dropped(owner: str, table: str) -> None:
    with (
        psycopg.connect(owner) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="may be dropped"),
    ):
        connection.execute("SELECT drop_partition(%(t)s, '2020-01-01')", {"t": table})


def test_a_long_read_holds_no_writer_up_behind_the_making_of_partitions(owner: str) -> None:
    with psycopg.connect(owner) as reader, psycopg.connect(owner) as upkeep:
        reader.execute("SELECT count(*) FROM steps")

        with pytest.raises(psycopg.errors.LockNotAvailable):
            upkeep.execute("SELECT ensure_partitions(24)")
