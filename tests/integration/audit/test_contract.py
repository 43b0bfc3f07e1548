"""The database and this program hash the same bytes of an entry, whatever is in it."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.integration.audit.logs import Log, as_owner, new_log
from thaiyyal.features.audit import queries
from thaiyyal.features.audit.entry import Entry, entry_bytes
from thaiyyal.kernel.ids import new_id
from thaiyyal.testing.platform import Platform

_BYTES = "SELECT id, audit_entry_bytes(l) AS bytes FROM audit_logs l WHERE tenant_id = %s"
_ALPHABET = "az09 .:-_/\\\"'\t\n\x01\x7fäß€\u2028\u200b漢字🎻\U0010ffff"
_ADDRESSES = ("203.0.113.7", "255.255.255.255", "::", "::1", "2001:db8::7", "::ffff:1.2.3.4")
_TIMES = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 12, 31, 23, 59, 59, tzinfo=UTC))


def _random_row(draw: random.Random, tenant_id: UUID) -> dict[str, Any]:
    def maybe(value: Any) -> Any:
        return value if draw.random() < 0.7 else None

    def text(most: int) -> str:
        return "".join(draw.choices(_ALPHABET, k=draw.randrange(most)))

    span_ms = (_TIMES[1] - _TIMES[0]) // timedelta(milliseconds=1)
    return {
        "tenant_id": tenant_id,
        "id": new_id(),
        "at": _TIMES[0] + timedelta(milliseconds=draw.randrange(span_ms)),
        "actor_kind": draw.choice(["anonymous", "user", "api_key", "system"]),
        "user_id": maybe(UUID(int=draw.getrandbits(128))),
        "api_key_id": maybe(UUID(int=draw.getrandbits(128))),
        "action": text(50),
        "resource_type": text(20),
        "resource_id": maybe(text(100)),
        "status": draw.choice(["success", "failure"]),
        "address": maybe(draw.choice(_ADDRESSES)),
        "user_agent": maybe(text(200)),
        "request_id": maybe(text(60)),
        "before": maybe(draw.randbytes(draw.randrange(300))),
        "after": maybe(draw.randbytes(draw.randrange(3000))),
        "details": maybe(b""),
    }


async def _insert(log: Log, rows: list[dict[str, Any]]) -> None:
    async with log.platform.database.begin(log.scope) as tx:
        for row in rows:
            await queries.insert_entry(tx, row)


@pytest.mark.parametrize("seed", range(5))
def test_the_database_and_this_program_hash_the_same_bytes(platform: Platform, seed: int) -> None:
    log = new_log(platform)
    rows = [_random_row(random.Random(f"{seed} {n}"), log.tenant_id) for n in range(100)]
    platform.run(_insert(log, rows))

    in_database = {row["id"]: row["bytes"] for row in as_owner(platform, _BYTES, log.tenant_id)}

    assert in_database == {row["id"]: entry_bytes(Entry(**row)) for row in rows}


def test_a_chain_of_any_entries_that_the_database_sealed_is_right(platform: Platform) -> None:
    log = new_log(platform)
    rows = [_random_row(random.Random(n), log.tenant_id) for n in range(1_200)]
    platform.run(_insert(log, rows))

    log.seal()

    found = log.verify()
    assert (found.verdict.entries, found.verdict.problem, found.tail.unsealed) == (1_200, None, 0)
