"""Waiting ends: for a connection, for a statement, for a lock, for a server that says nothing."""

import asyncio
import os
import signal
from dataclasses import replace
from typing import LiteralString

import pytest
from structlog.testing import capture_logs

from tests.integration.store.opening import PATIENT, Place, opened, until
from thaiyyal.store.errors import DatabaseUnavailable, StatementTimeout
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

HASTY = replace(PATIENT, statement_timeout_s=0.2)
PID = "SELECT pg_backend_pid()"


def test_without_a_connection_to_spare_the_database_is_unavailable(place: Place) -> None:
    tries = []

    async def work(tx: Transaction) -> None:
        tries.append(tx)

    async def act() -> None:
        settings = replace(PATIENT, largest=2, wait_s=0.2)
        async with opened(place, settings) as database, database.begin(), database.begin():
            await database.repeat(None, work)

    with pytest.raises(DatabaseUnavailable) as caught:
        asyncio.run(act())

    assert (caught.value.retry_after_s, tries) == (1, [])


def test_a_database_that_is_not_there_is_unavailable(place: Place) -> None:
    gone = replace(place, name="nobody_made_this")

    async def act() -> None:
        async with opened(gone, replace(PATIENT, wait_s=0.2)):
            raise AssertionError("it was opened")

    with pytest.raises(DatabaseUnavailable):
        asyncio.run(act())


def test_why_it_cannot_be_reached_is_told_once(place: Place) -> None:
    gone = replace(place, name="nobody_made_this")

    async def act() -> None:
        async with opened(gone, replace(PATIENT, smallest=4, wait_s=3)):
            raise AssertionError("it was opened")

    with capture_logs() as log, pytest.raises(DatabaseUnavailable):
        asyncio.run(act())

    told = [event for event in log if event["event"] == "database_unreachable"]
    assert len(told) == 1
    assert 'database "nobody_made_this" does not exist' in told[0]["reason"]


@pytest.mark.parametrize(
    "statement",
    ["SELECT pg_sleep(600)", "UPDATE things SET amount = 1 WHERE name = 'a'"],
    ids=["slow", "locked out"],
)
def test_a_statement_that_takes_too_long_is_stopped(place: Place, statement: LiteralString) -> None:
    tries = []

    async def work(tx: Transaction) -> None:
        tries.append(tx)
        await tx.run(statement)

    async def act() -> None:
        with place.admin() as admin, admin.transaction():
            admin.execute("SELECT * FROM things FOR UPDATE")
            async with opened(place, HASTY) as database:
                await database.repeat(None, work)

    with pytest.raises(StatementTimeout) as caught:
        asyncio.run(act())

    assert (caught.value.retry_after_s, len(tries)) == (5, 1)


def test_a_transaction_in_which_nothing_happens_is_ended(place: Place) -> None:
    async def act() -> None:
        async with opened(place, HASTY) as database, database.begin() as tx:
            pid = await tx.value(PID)
            await until(lambda: pid not in place.backends())
            await tx.value(PID)

    with pytest.raises(StatementTimeout):
        asyncio.run(act())


def test_a_server_process_that_says_nothing_is_given_up_and_replaced(place: Place) -> None:
    stopped: list[int] = []

    async def act() -> int:
        async with opened(place, replace(HASTY, largest=1)) as database:
            with pytest.raises(StatementTimeout):
                await _ask_one_that_stops(database, stopped)
            async with database.begin() as tx:
                return int(await tx.value(PID))

    try:
        pid = asyncio.run(act())
    finally:
        os.kill(stopped[0], signal.SIGCONT)

    assert pid != stopped[0]


async def _ask_one_that_stops(database: Database, stopped: list[int]) -> None:
    async with database.begin() as tx:
        stopped.append(await tx.value(PID))
        os.kill(stopped[0], signal.SIGSTOP)
        await tx.value(PID)


def test_a_slow_statement_is_named_without_its_values(place: Place) -> None:
    settings = replace(PATIENT, slow_statement_ms=0)

    async def act() -> None:
        async with opened(place, settings) as database, database.begin() as tx:
            await tx.rows("SELECT *\n  FROM things WHERE name = %(n)s", {"n": "canary"})
            await tx.run_many(
                "UPDATE things SET amount = 1 WHERE name = %(n)s", [{"n": "canary"}, {"n": "b"}]
            )

    with capture_logs() as log:
        asyncio.run(act())

    slow = [event for event in log if event["event"] == "slow_statement"]
    assert [event["statement"] for event in slow[-2:]] == [
        "SELECT * FROM things WHERE name = %(n)s",
        "UPDATE things SET amount = 1 WHERE name = %(n)s",
    ]
    assert all(event["took_ms"] >= 0 for event in slow)
    assert "canary" not in repr(log)


def test_a_statement_that_was_stopped_is_named(place: Place) -> None:
    async def act() -> None:
        settings = replace(HASTY, slow_statement_ms=1)
        async with opened(place, settings) as database, database.begin() as tx:
            await tx.rows("SELECT pg_sleep(%(s)s)", {"s": 600})

    with capture_logs() as log, pytest.raises(StatementTimeout):
        asyncio.run(act())

    assert "SELECT pg_sleep(%(s)s)" in [event.get("statement") for event in log]


def test_statements_that_are_quick_are_not_logged(place: Place) -> None:
    async def act() -> None:
        settings = PoolSettings(smallest=1, largest=1, slow_statement_ms=60_000)
        async with opened(place, settings) as database, database.begin() as tx:
            await tx.rows("SELECT * FROM things")

    with capture_logs() as log:
        asyncio.run(act())

    assert log == []
