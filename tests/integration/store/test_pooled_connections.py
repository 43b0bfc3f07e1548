"""A connection comes back clean, whatever became of who had it; the next one finds nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import psycopg
import pytest

from tests.integration.store.opening import PATIENT, Place, opened, until
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId, UserId, new_id
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

ALONE = replace(PATIENT, smallest=1, largest=1)
SOMEBODY = TenantScope(TenantId(new_id()), UserId(new_id()))
FOUND = """
SELECT pg_backend_pid() AS pid, current_tenant() AS tenant, current_user_id() AS user_id,
  current_setting('search_path') AS path, (SELECT count(*) FROM things) AS things,
  (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') AS locks
"""
CLEAN = {"tenant": None, "user_id": None, "path": '"$user", public', "things": 2, "locks": 0}
Use = Callable[[Database, asyncio.Event], Awaitable[None]]


async def _leave_traces(tx: Transaction) -> None:
    await tx.run("SET LOCAL search_path = nowhere")
    await tx.run("SELECT pg_advisory_xact_lock(1)")
    await tx.run("INSERT INTO public.things VALUES ('trace', 1)")


async def _fail(database: Database, _: asyncio.Event) -> None:
    async with database.begin(SOMEBODY) as tx:
        await _leave_traces(tx)
        raise LookupError


async def _fail_in_a_statement(database: Database, _: asyncio.Event) -> None:
    async with database.begin(SOMEBODY) as tx:
        await _leave_traces(tx)
        await tx.run("SELECT 1 / 0")


async def _think(database: Database, is_ready: asyncio.Event) -> None:
    async with database.begin(SOMEBODY) as tx:
        await _leave_traces(tx)
        is_ready.set()
        await asyncio.Event().wait()


async def _wait_for_a_statement(database: Database, _: asyncio.Event) -> None:
    async with database.begin(SOMEBODY) as tx:
        await _leave_traces(tx)
        await tx.run("SELECT pg_sleep(600)")


async def _repeat(database: Database, _: asyncio.Event) -> None:
    async def work(tx: Transaction) -> None:
        await _leave_traces(tx)
        await tx.run("SELECT pg_sleep(600)")

    await database.repeat(SOMEBODY, work)


async def _after(database: Database) -> dict[str, object]:
    async with database.begin() as tx:
        found = await tx.row(FOUND)
    assert found is not None
    return found


@pytest.mark.parametrize("use", [_fail, _fail_in_a_statement])
def test_a_failure_leaves_nothing_behind(place: Place, use: Use) -> None:
    async def act() -> tuple[object, dict[str, object]]:
        async with opened(place, ALONE) as database:
            pid = (await _after(database))["pid"]
            with pytest.raises((LookupError, psycopg.errors.DivisionByZero)):
                await use(database, asyncio.Event())
            return pid, await _after(database)

    pid, found = asyncio.run(act())

    assert found == {**CLEAN, "pid": pid}


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize("use", [_think, _wait_for_a_statement, _repeat])
def test_a_cancelled_task_leaves_nothing_behind(place: Place, use: Use, times: int) -> None:
    async def act() -> dict[str, object]:
        async with opened(place, ALONE) as database:
            is_ready = asyncio.Event()
            task = asyncio.ensure_future(use(database, is_ready))
            await until(lambda: is_ready.is_set() or place.is_asleep())
            for _ in range(times):
                task.cancel()
                await asyncio.sleep(0)
            with pytest.raises(asyncio.CancelledError):
                await task
            return await _after(database)

    found = asyncio.run(act())

    assert {name: found[name] for name in CLEAN} == CLEAN


def test_a_scope_ends_with_its_transaction(place: Place) -> None:
    async def act() -> tuple[dict[str, object], dict[str, object]]:
        async with opened(place, ALONE) as database:
            async with database.begin(SOMEBODY) as tx:
                inside = await tx.row(FOUND)
            assert inside is not None
            return inside, await _after(database)

    inside, after = asyncio.run(act())

    assert (inside["tenant"], inside["user_id"]) == (SOMEBODY.tenant_id, SOMEBODY.user_id)
    assert after == {**CLEAN, "pid": inside["pid"]}


def test_what_runs_for_a_program_that_is_gone_is_ended(place: Place) -> None:
    patient = replace(ALONE, statement_timeout_s=600)

    async def act() -> None:
        async with opened(place, patient) as database, database.begin() as tx:
            sleeping = asyncio.ensure_future(tx.run("SELECT pg_sleep(600)"))
            await until(place.is_asleep)
            tx.connection.pgconn.finish()
            await until(lambda: not place.is_asleep())
            await sleeping

    with pytest.raises(DatabaseUnavailable):
        asyncio.run(act())


def test_many_cancelled_tasks_cost_the_pool_no_connection(place: Place) -> None:
    async def act() -> int:
        async with opened(place, replace(PATIENT, largest=2)) as database:
            for _ in range(5):
                tasks = [asyncio.create_task(_after(database)) for _ in range(8)]
                await asyncio.sleep(0)
                for task in tasks[::2]:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            async with database.begin() as tx, database.begin() as other:
                return int(await tx.value("SELECT 1")) + int(await other.value("SELECT 1"))

    assert asyncio.run(act()) == 2
