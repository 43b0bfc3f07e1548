"""The sealer: order, one at a time, late commits, erased tenants."""

import asyncio
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from tests.integration.audit.logs import Log, change, log_of, new_log
from thaiyyal.features.audit import queries, record
from thaiyyal.features.audit.jobs import seal
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.testing.platform import Platform


@pytest.fixture
def log(platform: Platform) -> Log:
    log = new_log(platform)
    log.seal()
    return log


def test_entries_are_sealed_in_the_order_of_their_ids(log: Log) -> None:
    log.write_many(5)

    sealed = log.seal()

    rows = log.rows("id")
    assert (sealed, [row["seq"] for row in rows]) == (5, [1, 2, 3, 4, 5])


def test_each_tenant_has_a_chain_of_its_own(log: Log) -> None:
    other = new_log(log.platform)
    log.write_many(2)
    other.write_many(3)

    log.seal()

    assert [row["seq"] for row in log.rows()] == [1, 2]
    assert [row["seq"] for row in other.rows()] == [1, 2, 3]


def test_more_than_one_batch_is_sealed_at_once(log: Log) -> None:
    log.write_many(2_500)

    assert (log.seal(), log.verify().verdict.entries) == (2_500, 2_500)


def test_an_entry_committed_late_is_sealed_after_newer_ones(log: Log) -> None:
    log.platform.run(_commit_late(log))

    log.seal()

    by_id = log.rows("id")
    assert [row["seq"] for row in by_id] == [3, 1, 2]
    assert log.verify().verdict.problem is None


async def _commit_late(log: Log) -> None:
    database = log.platform.database
    async with database.begin(log.scope) as late:
        await record(late, log.actor, change(1))
        async with database.begin(log.scope) as early:
            await record(early, log.actor, change(2))
            await record(early, log.actor, change(3))
        assert await seal(database) == 2


def test_only_one_sealer_works_at_a_time(log: Log) -> None:
    log.write_many(3)

    first, second = log.platform.run(_two_sealers(log))

    assert (first, second) == (3, 0)
    assert log.verify().verdict.problem is None


async def _two_sealers(log: Log) -> tuple[int, int]:
    database = log.platform.database
    async with database.begin() as one, database.begin() as other:
        first = await queries.seal(one, most=100)
        return first, await queries.seal(other, most=100)


def test_what_a_sealer_did_that_failed_is_done_again(log: Log) -> None:
    log.write_many(3)
    with psycopg.connect(log.platform.owner_conninfo()) as connection:
        connection.execute("SELECT seal_audit(100)")
        connection.rollback()

    assert (log.seal(), log.verify().verdict.entries) == (3, 3)


def test_a_tenant_erased_under_the_sealer_leaves_no_chain_and_hinders_no_other(
    platform: Platform,
) -> None:
    log, other = new_log(platform), new_log(platform)
    log.write_many(2)
    other.write_many(2)

    sealed = platform.run(_seal_under_an_eraser(log))

    assert (sealed, _heads(log)) == (2, [])
    assert other.verify().verdict.entries == 2


async def _seal_under_an_eraser(log: Log) -> int:
    """Seal while another transaction has deleted the entries and waits until the sealer waits."""
    async with await psycopg.AsyncConnection.connect(log.platform.owner_conninfo()) as eraser:
        await eraser.execute("DELETE FROM audit_logs WHERE tenant_id = %s", [log.tenant_id])
        sealing = asyncio.create_task(seal(log.platform.database))
        while not sealing.done():
            cursor = await eraser.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if await cursor.fetchone() != (0,):
                break
        await eraser.commit()
        return await sealing


def test_what_is_written_after_a_tenant_was_erased_is_removed(platform: Platform) -> None:
    log = new_log(platform)
    log.write_many(2)
    log.seal()

    platform.run(_forget_erased(platform))

    assert (log.rows(), _heads(log)) == ([], [])


def test_logs_of_tenants_and_of_the_platform_are_not_forgotten(platform: Platform) -> None:
    log = log_of(platform, platform.make_tenant())
    record_on_platform = replace(log, tenant_id=PLATFORM)
    record_on_platform.write_many(1)
    log.seal()

    platform.run(_forget_erased(platform))

    assert len(log.rows()) == 1
    assert len(record_on_platform.rows()) == 1


async def _forget_erased(platform: Platform) -> None:
    async with platform.database.begin() as tx:
        await queries.forget_erased(tx)


def _heads(log: Log) -> list[dict[str, Any]]:
    return log.as_owner("SELECT seq FROM audit_heads WHERE tenant_id = %s", log.tenant_id)
