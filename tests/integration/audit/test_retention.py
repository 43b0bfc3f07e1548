"""Retention removes the oldest entries and leaves a place from which the chain is verified."""

import orjson
import psycopg
import pytest

from tests.integration.audit.logs import Log, as_owner, log_of
from thaiyyal.features.audit.jobs import trim
from thaiyyal.testing.platform import Platform


@pytest.fixture
def log(platform: Platform) -> Log:
    """A log of 8 entries."""
    log = log_of(platform, platform.make_tenant())
    log.write_many(7)
    return log


def _age(log: Log, first: int, last: int, *, days: int = 400) -> None:
    """Make entries older before they are sealed, as time would."""
    ids = [row["id"] for row in log.rows("id")[first - 1 : last]]
    log.as_owner(
        "UPDATE audit_logs SET at = at - make_interval(days => %s)"
        " WHERE tenant_id = %s AND id = ANY(%s)",
        days,
        log.tenant_id,
        ids,
    )


def _trim(log: Log, *, default_days: int = 365) -> int:
    return log.platform.run(trim(log.platform.database, default_days=default_days))


def _numbers(log: Log) -> list[int | None]:
    return [row["seq"] for row in log.rows()]


def test_entries_older_than_a_year_are_removed_and_the_chain_stays_right(log: Log) -> None:
    _age(log, 1, 3)
    log.seal()

    _trim(log)
    log.seal()

    found = log.verify()
    assert _numbers(log) == [4, 5, 6, 7, 8, 9]
    assert (found.verdict.start.seq, found.verdict.entries, found.verdict.problem) == (3, 6, None)


def test_the_removal_is_recorded_with_its_checkpoint(log: Log) -> None:
    _age(log, 1, 3)
    log.seal()
    third = log.rows()[2]

    _trim(log)

    entry = log.rows("id")[-1]
    assert (entry["action"], entry["actor_kind"]) == ("audit.trimmed", "system")
    assert orjson.loads(entry["details"]) == {
        "entries": 3,
        "kept_days": 365,
        "checkpoint": {"seq": 3, "hash": third["hash"].hex()},
    }


def test_a_tenant_may_keep_its_log_for_less_time(log: Log) -> None:
    _age(log, 1, 2, days=100)
    log.seal()
    log.as_owner(
        "UPDATE tenants SET settings = '{\"audit_retention_days\": 90}' WHERE id = %s",
        log.tenant_id,
    )

    _trim(log)

    assert _numbers(log)[0] == 3


def test_nothing_younger_than_thirty_days_is_removed_whatever_is_set(log: Log) -> None:
    _age(log, 1, 2, days=29)
    log.seal()

    _trim(log, default_days=1)

    assert _numbers(log)[0] == 1


def test_a_young_entry_between_old_ones_is_kept_with_what_follows_it(log: Log) -> None:
    _age(log, 1, 1)
    _age(log, 3, 4)
    log.seal()

    _trim(log)

    assert _numbers(log)[0] == 2


def test_unsealed_entries_are_kept(log: Log) -> None:
    _age(log, 1, 8)

    _trim(log)

    assert len(log.rows()) == 8


def test_a_log_may_be_removed_to_its_end_and_go_on(log: Log) -> None:
    _age(log, 1, 8)
    log.seal()

    _trim(log)
    log.seal()

    found = log.verify()
    assert _numbers(log) == [9]
    assert (found.verdict.start.seq, found.verdict.entries, found.verdict.problem) == (8, 1, None)


def test_a_checkpoint_replaces_the_one_before(log: Log) -> None:
    log.as_owner(
        "INSERT INTO audit_checkpoints (tenant_id, seq, hash) VALUES (%s, 0, sha256(''))",
        log.tenant_id,
    )
    _age(log, 1, 2)
    log.seal()

    _trim(log)

    rows = log.as_owner("SELECT seq FROM audit_checkpoints WHERE tenant_id = %s", log.tenant_id)
    assert [row["seq"] for row in rows] == [2]


def test_the_database_itself_refuses_to_remove_younger_entries(log: Log) -> None:
    with (
        psycopg.connect(log.platform.owner_conninfo()) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="30 days"),
    ):
        connection.execute(
            "SELECT trim_audit(%s, now() - interval '29 days', 100)", [log.tenant_id]
        )


def test_the_platform_keeps_its_own_log_as_long_as_the_default_says(platform: Platform) -> None:
    nobody = "00000000-0000-0000-0000-000000000000"
    insert = (
        "INSERT INTO audit_logs (tenant_id, id, at, actor_kind, action, resource_type, status)"
        " SELECT %s, overlay(uuid7_floor(now())::text PLACING '7' FROM 15)::uuid,"
        " now() - interval '400 days', 'system', 'a.b', 'c', 'success'"
    )
    as_owner(platform, insert, nobody)
    as_owner(platform, "SELECT seal_audit(10000)")

    platform.run(trim(platform.database, default_days=365))

    found = as_owner(platform, "SELECT action FROM audit_logs WHERE tenant_id = %s", nobody)
    assert "a.b" not in {row["action"] for row in found}
