"""What the application's role may not do to a log, in raw SQL."""

import psycopg
import pytest

from tests.integration.audit.logs import Log, log_of
from thaiyyal.testing.platform import Platform

_INSERT = (
    "INSERT INTO audit_logs (tenant_id, id, at, actor_kind, action, resource_type, status, {})"
    " SELECT tenant_id, id, at, actor_kind, action, resource_type, status, {} FROM audit_logs"
)


@pytest.fixture
def log(platform: Platform) -> Log:
    log = log_of(platform, platform.make_tenant())
    log.seal()
    return log


def _as_application(log: Log, statement: str) -> None:
    conninfo = log.platform.server.conninfo(
        user="thaiyyal_app", database=log.platform.database_name
    )
    with psycopg.connect(conninfo) as connection:
        connection.execute(
            "SELECT set_config('thaiyyal.tenant_id', %s, true)", [str(log.tenant_id)]
        )
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logs SET status = 'failure'",
        "UPDATE audit_logs SET seq = 1",
        "UPDATE audit_logs SET hash = ''",
        "DELETE FROM audit_logs",
        "TRUNCATE audit_logs",
        _INSERT.format("seq", "9"),
        _INSERT.format("hash", "''"),
        "UPDATE audit_heads SET seq = 0",
        "DELETE FROM audit_heads",
        "INSERT INTO audit_heads VALUES (current_tenant(), 1, '', now())",
        "INSERT INTO audit_checkpoints VALUES (current_tenant(), 1, '', now())",
        "DELETE FROM audit_checkpoints",
        "SELECT set_audit_head(h) FROM audit_heads h",
        "SELECT audit_entry_bytes(l) FROM audit_logs l",
    ],
)
def test_the_application_cannot_change_what_was_written(log: Log, statement: str) -> None:
    before = log.rows()

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _as_application(log, statement)

    assert log.rows() == before


def test_the_application_cannot_cut_the_log_to_less_than_thirty_days(log: Log) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="30 days"):
        _as_application(log, "SELECT trim_audit(current_tenant(), now(), 100)")


def test_sealing_twice_changes_nothing(log: Log) -> None:
    before = log.rows()

    _as_application(log, "SELECT seal_audit(100)")

    assert log.rows() == before
