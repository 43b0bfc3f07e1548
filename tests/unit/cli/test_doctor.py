"""`thaiyyal doctor`: what it prints, where, and how it ends."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from thaiyyal.cli import app
from thaiyyal.cli.checkup import Check, Finding, Status
from thaiyyal.cli.doctor import examine
from thaiyyal.settings import LoadedSettings, all_settings

URL = "postgresql://app:hunter2@127.0.0.1:1/app"
"""Nobody answers there."""


def run(*arguments: str | Path, **environ: str) -> Result:
    """Run the command with a database that nobody answers for."""
    given = {
        "THAIYYAL_DATABASE_URL": URL,
        "THAIYYAL_DATABASE__POOL_TIMEOUT_S": "0.05",
        **environ,
    }
    return CliRunner().invoke(app, ["doctor", *map(str, arguments)], env=given)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    return tmp_path


def test_every_setting_is_shown_with_its_origin_and_no_secret(data_dir: Path) -> None:
    ended = run("--data-dir", data_dir, "--json")

    told = json.loads(ended.stdout)
    rows = {row["name"]: row for row in told["settings"]}
    assert rows["database_url"] == {
        "name": "database_url",
        "value": "***",
        "origin": "environment THAIYYAL_DATABASE_URL",
    }
    assert rows["data_dir"]["origin"] == "flag --data-dir"
    assert rows["server.port"] == {"name": "server.port", "value": "8462", "origin": "default"}
    assert rows["server.public_url"]["value"] is None
    assert {path for path in all_settings() if "<name>" not in path} <= set(rows)
    assert "hunter2" not in ended.output


def test_the_findings_come_after_the_settings(data_dir: Path) -> None:
    ended = run("--data-dir", data_dir, THAIYYAL_AUTH__REGISTRATION="open")

    lines = ended.stdout.splitlines()
    assert lines[0].split() == ["setting", "value", "origin"]
    warning = next(line for line in lines if line.startswith("warning"))
    assert "auth.registration: everybody who reaches the server" in warning
    unreachable = next(line for line in lines if line.startswith("unreachable"))
    assert "database" in unreachable
    assert ended.exit_code == 3


def test_wrong_settings_are_all_told_and_end_it_with_one() -> None:
    ended = run("--json", THAIYYAL_SERVER__PORT="x", THAIYYAL_LOG__LEVEL="loud")

    told = json.loads(ended.stdout)
    assert ended.exit_code == 1
    assert told["settings"] == []
    assert [finding["status"] for finding in told["findings"]] == ["problem", "problem"]
    assert "server.port (environment THAIYYAL_SERVER__PORT)" in told["findings"][0]["message"]


def test_a_value_cannot_move_the_cursor(data_dir: Path) -> None:
    ended = run("--data-dir", data_dir, THAIYYAL_AUTH__ISSUER="a\x1b[2Jb\nc")

    assert "\x1b" not in ended.stdout
    assert "a\\x1b[2Jb\\nc" in ended.stdout


def test_markup_is_shown_as_it_is(data_dir: Path) -> None:
    ended = run("--data-dir", data_dir, THAIYYAL_AUTH__ISSUER="[bold]x[/bold]")

    assert "[bold]x[/bold]" in ended.stdout


def test_other_checks_can_be_given(data_dir: Path) -> None:
    def away(_loaded: LoadedSettings) -> Iterator[Finding]:
        yield Finding("database", Status.UNREACHABLE, "nobody answers")

    _, findings = examine(None, {"data_dir": data_dir}, [Check("database", away)])

    assert findings == [Finding("database", Status.UNREACHABLE, "nobody answers")]
