"""Verifying a log that is written, sealed and trimmed meanwhile finds nothing wrong."""

import asyncio

import psycopg

from tests.integration.audit.logs import Log, change, log_of
from thaiyyal.features.audit import record
from thaiyyal.features.audit.jobs import seal
from thaiyyal.features.audit.verify import verify_log
from thaiyyal.testing.platform import Platform

_ROUNDS = 20
_NTH = "SELECT seq, hash FROM audit_logs WHERE tenant_id = %s ORDER BY seq OFFSET 100 LIMIT 1"
_CUT = (
    "INSERT INTO audit_checkpoints (tenant_id, seq, hash) VALUES (%s, %s, %s)",
    "DELETE FROM audit_checkpoints WHERE tenant_id = %s AND seq < %s",
    "DELETE FROM audit_logs WHERE tenant_id = %s AND seq <= %s",
)


def test_a_log_in_use_is_right_all_the_time(platform: Platform) -> None:
    log = log_of(platform, platform.make_tenant())
    log.write_many(2_000)
    log.seal()

    problems = platform.run(_verified_meanwhile(log))

    assert problems == [None] * _ROUNDS
    assert log.verify().verdict.problem is None


async def _verified_meanwhile(log: Log) -> list[object]:
    busy = [asyncio.create_task(work(log)) for work in (_write, _seal, _seal, _cut)]
    found = [await verify_log(log.platform.database, log.scope) for _ in range(_ROUNDS)]
    for task in busy:
        await task
    return [one.verdict.problem for one in found]


async def _write(log: Log) -> None:
    for number in range(_ROUNDS):
        async with log.platform.database.begin(log.scope) as tx:
            for _ in range(20):
                await record(tx, log.actor, change(number))


async def _seal(log: Log) -> None:
    for _ in range(_ROUNDS):
        await seal(log.platform.database)


async def _cut(log: Log) -> None:
    """Do what retention does, without asking for the age."""
    connect = psycopg.AsyncConnection.connect
    async with await connect(log.platform.owner_conninfo(), autocommit=True) as connection:
        for _ in range(_ROUNDS - 5):
            async with connection.transaction():
                cursor = await connection.execute(_NTH, [log.tenant_id])
                seq, hash_ = await cursor.fetchone() or (0, b"")
                await connection.execute(_CUT[0], [log.tenant_id, seq, hash_])
                await connection.execute(_CUT[1], [log.tenant_id, seq])
                await connection.execute(_CUT[2], [log.tenant_id, seq])
