"""Settings that refer to secrets: read once at the start, or the program does not start."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from pydantic import SecretStr

from thaiyyal.kernel.errors import Kind
from thaiyyal.settings import LoadedSettings, SettingsError, hidden_values, load_settings
from thaiyyal.testing.openbao_server import ROOT, OpenBao

REGION = "eu-central-1"
CANARY = "canary-c0ffee-55"
URL = f"postgresql://app:{CANARY}@127.0.0.1:1/app"


@pytest.fixture
def environ(openbao: OpenBao) -> dict[str, str]:
    openbao.ask("POST", "secret/data/thaiyyal", {"data": {"database_url": URL, "empty": ""}})
    return {
        "HOME": "/home/ada",
        "THAIYYAL_SECRETS__VAULT_URL": openbao.url,
        "THAIYYAL_SECRETS__VAULT_TOKEN": ROOT,
        "THAIYYAL_DATABASE_URL": "vault:secret/data/thaiyyal#database_url",
    }


def _problems(environ: Mapping[str, str], file: Path | None = None) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load_settings({}, environ, file)
    return caught.value


def test_a_reference_is_replaced_by_its_secret_and_shows_where_it_was(
    environ: dict[str, str],
) -> None:
    loaded = load_settings({}, environ)

    assert loaded.settings.database_url == SecretStr(URL)
    assert str(loaded.origins["database_url"]) == (
        "vault secret/data/thaiyyal#database_url (environment THAIYYAL_DATABASE_URL)"
    )


def test_the_log_masks_what_a_reference_led_to(environ: dict[str, str]) -> None:
    hidden = set(hidden_values(load_settings({}, environ).settings))

    assert {URL, CANARY, ROOT} <= hidden


def test_references_may_stand_in_files_and_lead_to_several_places(
    environ: dict[str, str], aws: str, tmp_path: Path
) -> None:
    manager = boto3.client("secretsmanager", region_name=REGION, endpoint_url=aws)
    manager.create_secret(Name="thaiyyal/mail", SecretString=json.dumps({"redis": "redis://r:1"}))
    (tmp_path / "reference").write_text("aws:thaiyyal/mail#redis\n")
    file = tmp_path / "thaiyyal.toml"
    file.write_text(
        f"redis_url_file = '{tmp_path / 'reference'}'\n"
        f"[secrets]\naws_region = '{REGION}'\naws_endpoint = '{aws}'\n"
    )

    loaded: LoadedSettings = load_settings({}, environ, file)

    assert loaded.settings.redis_url == SecretStr("redis://r:1")
    assert loaded.settings.database_url == SecretStr(URL)
    assert loaded.origins["redis_url"].kind == "aws"


def test_every_secret_that_is_not_there_is_told_at_once(environ: dict[str, str]) -> None:
    error = _problems(
        {
            **environ,
            "THAIYYAL_DATABASE_URL": "vault:secret/data/none#x",
            "THAIYYAL_REDIS_URL": "vault:secret/data/thaiyyal#empty",
            "THAIYYAL_OWNER_EMAIL": "no address",
            "THAIYYAL_AUTH__SIGNING_KEYS": "vault:secret/data/thaiyyal#database_url",
        }
    )

    told = {problem.path: problem for problem in error.problems}
    assert set(told) == {"database_url", "redis_url", "owner_email", "auth.signing_keys"}
    assert "(environment THAIYYAL_REDIS_URL)" in str(told["redis_url"].origin)
    assert error.kind is Kind.INVALID
    assert CANARY not in str(error)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"THAIYYAL_SECRETS__VAULT_TOKEN": "wrong-token"}, "secrets.vault_token"),
        ({"THAIYYAL_SECRETS__VAULT_URL": "http://127.0.0.1:1"}, "cannot be reached"),
    ],
    ids=["wrong token", "away"],
)
def test_a_place_that_cannot_be_asked_is_unavailable(
    environ: dict[str, str], change: dict[str, str], told: str
) -> None:
    error = _problems({**environ, **change})

    assert [problem.path for problem in error.problems] == ["database_url"]
    assert told in str(error)
    assert error.kind is Kind.UNAVAILABLE
    assert "wrong-token" not in str(error)


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("secrets.vault_token", {"THAIYYAL_SECRETS__VAULT_TOKEN": "vault:secret/data/a#b"}),
        ("secrets.kept_s", {"THAIYYAL_SECRETS__KEPT_S": "long"}),
        ("owner_password", {"THAIYYAL_OWNER_PASSWORD": "vault:secret/data/thaiyyal#"}),
    ],
)
def test_what_is_written_wrongly_is_told(
    environ: dict[str, str], path: str, change: dict[str, str]
) -> None:
    error = _problems({**environ, "THAIYYAL_OWNER_EMAIL": "ada@example.org", **change})

    assert path in {problem.path for problem in error.problems}
    assert error.kind is Kind.INVALID


def test_without_a_vault_a_reference_to_it_is_wrong() -> None:
    error = _problems({"HOME": "/", "THAIYYAL_DATABASE_URL": "vault:kv/data/a#b"})

    assert "vault" in error.problems[0].message
    assert error.kind is Kind.INVALID


def _thaiyyal(environ: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "thaiyyal.cli", *arguments],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_program_does_not_start_without_its_secrets(
    environ: dict[str, str], tmp_path: Path
) -> None:
    folder = ("--data-dir", str(tmp_path))
    away = _thaiyyal(
        {**environ, "THAIYYAL_SECRETS__VAULT_URL": "http://127.0.0.1:1"}, "server", *folder
    )
    none = _thaiyyal(
        {**environ, "THAIYYAL_DATABASE_URL": "vault:secret/data/none#x"}, "server", *folder
    )

    assert (away.returncode, none.returncode) == (3, 2)
    for ended in (away, none):
        assert ended.stdout == ""
        assert "database_url (vault " in ended.stderr
        assert CANARY not in ended.stderr


def test_the_checkup_tells_of_places_and_of_what_wraps(
    environ: dict[str, str], openbao: OpenBao, tmp_path: Path
) -> None:
    openbao.ask("POST", "transit/keys/checked")
    given = {
        **environ,
        "THAIYYAL_SECRETS__KEY_WRAPPER": "vault_transit",
        "THAIYYAL_SECRETS__KEY_NAME": "checked",
        "THAIYYAL_DATABASE__POOL_TIMEOUT_S": "0.05",
    }
    tmp_path.chmod(0o700)

    ended = _thaiyyal(given, "doctor", "--json", "--data-dir", str(tmp_path))

    told: dict[str, Any] = json.loads(ended.stdout)
    rows = {row["name"]: row for row in told["settings"]}
    assert rows["database_url"]["origin"].startswith("vault secret/data/thaiyyal#")
    found = {(each["check"], each["status"]): each["message"] for each in told["findings"]}
    assert "knows us" in found["secrets", "ok"]
    assert found["data keys", "ok"] == "wrapped by vault_transit:transit/checked:v1"
    assert list(tmp_path.glob("*.json")) == []
    assert CANARY not in ended.stdout + ended.stderr


def test_the_checkup_tells_of_a_place_that_is_away(environ: dict[str, str], tmp_path: Path) -> None:
    given = {**environ, "THAIYYAL_SECRETS__VAULT_URL": "http://127.0.0.1:1"}

    ended = _thaiyyal(given, "doctor", "--json", "--data-dir", str(tmp_path))

    (finding,) = json.loads(ended.stdout)["findings"]
    assert (ended.returncode, finding["status"]) == (3, "unreachable")
    assert "database_url" in finding["message"]
