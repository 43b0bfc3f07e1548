"""Units of work on a real server: all or nothing, and again when the server says so."""

import asyncio
from dataclasses import replace

import psycopg
import pytest

from tests.integration.store.opening import PATIENT, Place, opened, until
from thaiyyal.store.errors import DatabaseUnavailable, OutcomeUnknown
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database, NothingCommitted

ADD = "UPDATE things SET amount = amount + 1 WHERE name = %(name)s"
PID = "SELECT pg_backend_pid()"


async def _add(tx: Transaction, name: str = "a") -> None:
    assert await tx.run(ADD, {"name": name}) == 1


def test_a_block_that_ends_is_committed(place: Place) -> None:
    async def act() -> None:
        async with opened(place) as database, database.begin() as tx:
            await _add(tx)

    asyncio.run(act())

    assert place.amount("a") == 1


def test_a_block_that_raises_is_rolled_back(place: Place) -> None:
    async def act() -> None:
        async with opened(place) as database, database.begin() as tx:
            await _add(tx)
            raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(act())

    assert place.amount("a") == 0


def test_what_is_to_be_told_is_told_after_the_commit_only(place: Place) -> None:
    seen = []

    async def tell() -> None:
        seen.append(place.amount("a"))

    async def act() -> None:
        async with opened(place) as database:
            async with database.begin() as tx:
                tx.after_commit.append(tell)
                await _add(tx)
            async with database.begin() as tx:
                tx.after_commit.append(tell)
                raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(act())

    assert seen == [1]


def test_a_failed_statement_that_somebody_swallows_is_not_taken_for_a_commit(place: Place) -> None:
    async def act() -> None:
        async with opened(place) as database, database.begin() as tx:
            await _add(tx)
            with pytest.raises(psycopg.errors.DivisionByZero):
                await tx.run("SELECT 1 / 0")

    with pytest.raises(NothingCommitted):
        asyncio.run(act())

    assert place.amount("a") == 0


def test_of_two_that_wait_for_each_other_both_get_done(place: Place) -> None:
    tries: list[str] = []

    async def act() -> None:
        meeting = asyncio.Barrier(2)

        def adding(first: str, second: str) -> object:
            async def work(tx: Transaction) -> None:
                tries.append(first)
                await _add(tx, first)
                if len(tries) <= 2:
                    await meeting.wait()
                await _add(tx, second)

            return work

        async with opened(place) as database, asyncio.TaskGroup() as tasks:
            tasks.create_task(database.repeat(None, adding("a", "b")))  # type: ignore[arg-type]
            tasks.create_task(database.repeat(None, adding("b", "a")))  # type: ignore[arg-type]

    asyncio.run(act())

    assert (place.amount("a"), place.amount("b"), len(tries)) == (2, 2, 3)


@pytest.mark.parametrize("state", ["40001", "40P01", "08006", "57P01"])
def test_work_is_done_again_when_the_server_rolled_it_back(place: Place, state: str) -> None:
    tries = []

    async def work(tx: Transaction) -> None:
        tries.append(await tx.value(PID))
        await _add(tx)
        if len(tries) < 3:
            await _fail(tx, state)

    async def act() -> None:
        async with opened(place) as database:
            await database.repeat(None, work)

    asyncio.run(act())

    assert (len(tries), place.amount("a")) == (3, 1)


async def _fail(tx: Transaction, state: str) -> None:
    await tx.connection.execute(
        psycopg.sql.SQL("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = {}; END $$").format(state)
    )


def test_work_is_done_again_on_another_connection_when_its_own_was_lost(place: Place) -> None:
    pids: list[int] = []

    async def act() -> None:
        async with opened(place) as database:

            async def work(tx: Transaction) -> None:
                pids.append(await tx.value(PID))
                if len(pids) < 3:
                    await place.end(pids[-1])
                await _add(tx)

            await database.repeat(None, work)

    asyncio.run(act())

    assert (len(set(pids)), place.amount("a")) == (3, 1)


def test_work_that_never_succeeds_is_given_up(place: Place) -> None:
    tries = []

    async def work(tx: Transaction) -> None:
        tries.append(1)
        await _fail(tx, "40001")

    async def act() -> None:
        async with opened(place) as database:
            await database.repeat(None, work)

    with pytest.raises(DatabaseUnavailable):
        asyncio.run(act())

    assert len(tries) == 3


def test_errors_of_the_work_itself_are_not_repeated(place: Place) -> None:
    tries = []

    async def work(tx: Transaction) -> None:
        tries.append(1)
        await tx.run("SELECT 1 / 0")

    async def act() -> None:
        async with opened(place) as database:
            await database.repeat(None, work)

    with pytest.raises(psycopg.errors.DivisionByZero):
        asyncio.run(act())

    assert tries == [1]


def test_a_commit_that_nobody_confirmed_is_told_as_such_and_not_repeated(place: Place) -> None:
    tries = []

    async def work(tx: Transaction) -> None:
        tries.append(await tx.value(PID))
        await _add(tx)
        await place.end(tries[-1])

    async def act(database: Database) -> None:
        await database.repeat(None, work)

    async def run() -> None:
        async with opened(place) as database:
            await act(database)

    with pytest.raises(OutcomeUnknown):
        asyncio.run(run())

    assert (len(tries), place.amount("a")) == (1, 0)


def test_connections_that_died_while_nobody_used_them_are_passed_over(place: Place) -> None:
    idle = replace(PATIENT, smallest=4)

    async def act() -> tuple[set[int], set[int]]:
        async with opened(place, idle) as database:
            await until(lambda: len(place.backends()) == 4)
            before = place.backends()
            await place.end(*before)
            async with asyncio.TaskGroup() as tasks:
                asked = [tasks.create_task(_pid(database)) for _ in range(20)]
            return set(before), {task.result() for task in asked}

    before, after = asyncio.run(act())

    assert after
    assert not before & after


async def _pid(database: Database) -> int:
    async with database.begin() as tx:
        return int(await tx.value(PID))
