"""`thaiyyal audit` on the database."""

import json
from urllib.parse import quote

import pytest
from typer.testing import CliRunner, Result

from tests.acceptance.cli.command import thaiyyal
from tests.integration.audit.logs import Log, log_of
from thaiyyal.cli.audit import app
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.testing.platform import Platform


@pytest.fixture(autouse=True)
def database_url(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    socket = platform.server.conninfo(user="thaiyyal_app").split("host=")[1].split()[0]
    url = f"postgresql://thaiyyal_app@/{platform.database_name}?host={quote(socket, safe='')}"
    monkeypatch.setenv("THAIYYAL_DATABASE_URL", url)


@pytest.fixture
def log(platform: Platform) -> Log:
    log = log_of(platform, platform.make_tenant())
    log.write_many(2)
    log.seal()
    return log


def _slug(log: Log) -> str:
    (row,) = log.as_owner("SELECT slug FROM tenants WHERE id = %s", log.tenant_id)
    return str(row["slug"])


def _audit(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def _spoil(log: Log) -> None:
    log.as_owner(
        "UPDATE audit_logs SET status = 'failure' WHERE tenant_id = %s AND seq = 2", log.tenant_id
    )


def test_a_right_log_is_told_with_the_place_to_note(log: Log) -> None:
    last = log.rows()[-1]["hash"].hex()

    ended = _audit("verify", "--tenant", _slug(log))

    assert ended.stdout == f"{_slug(log)}: right, 3 entries, the last is 3:{last}\n"
    assert (ended.exit_code, ended.stderr) == (0, "")


def test_a_spoiled_log_is_told_and_the_exit_code_is_1(log: Log) -> None:
    _spoil(log)

    ended = _audit("verify", "--tenant", _slug(log))

    assert ended.stdout.startswith(f"{_slug(log)}: NOT RIGHT after 1 entries: entry 2 does not fit")
    assert ended.exit_code == 1


def test_all_logs_are_verified_as_json(log: Log) -> None:
    right = log_of(log.platform, log.platform.make_tenant())
    _spoil(log)

    ended = _audit("verify", "--all", "--json")

    found = {one["tenant"]: one["ok"] for one in json.loads(ended.stdout)["logs"]}
    assert (found[None], found[_slug(log)], found[_slug(right)]) == (True, False, True)
    assert ended.exit_code == 1


def test_a_noted_place_that_is_gone_is_told(log: Log) -> None:
    ended = _audit("verify", "--tenant", _slug(log), "--noted", f"3:{'0' * 64}")

    assert (ended.exit_code, "noted" in ended.stdout) == (1, True)


def test_an_export_has_every_entry_and_is_recorded(log: Log) -> None:
    ended = _audit("export", "--tenant", _slug(log))

    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line["id"] for line in lines] == [str(row["id"]) for row in reversed(log.rows("id"))]
    assert (lines[0]["action"], lines[0]["actor_kind"]) == ("audit.exported", "system")


def test_a_tenant_that_is_not_there_is_told(log: Log) -> None:
    with pytest.raises(NotFound, match="nobody-has-this-name"):
        _audit("verify", "--tenant", f"not-{_slug(log)}-nobody-has-this-name")


def test_a_database_that_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAIYYAL_DATABASE_URL", "postgresql://thaiyyal_app@127.0.0.1:9/nothing")
    monkeypatch.setenv("THAIYYAL_DATABASE__POOL_TIMEOUT_S", "0.2")

    ended = thaiyyal("audit", "verify", "--platform")

    assert ended.code == 3
    assert "Traceback" not in ended.err
