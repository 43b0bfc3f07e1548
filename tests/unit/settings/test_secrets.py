"""Secrets come from variables or files and are shown nowhere."""

import base64
import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from thaiyyal.settings import SettingsError, all_settings, hidden_values, keys_of, load_settings

HOME = {"HOME": "/home/ada"}
URL = "postgresql://app:hunter2@db/app"


def test_a_secret_comes_from_a_file_without_its_line_end(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text(f"{URL}\r\n")

    loaded = load_settings({}, {**HOME, "THAIYYAL_DATABASE_URL_FILE": str(file)})

    assert loaded.settings.database_url == SecretStr(URL)
    assert loaded.origins["database_url"].where == "THAIYYAL_DATABASE_URL_FILE"


def test_the_file_may_name_the_file_of_a_secret(tmp_path: Path) -> None:
    (tmp_path / "url").write_text(URL)
    file = tmp_path / "thaiyyal.toml"
    file.write_text(f"database_url_file = '{tmp_path / 'url'}'\n")

    loaded = load_settings({}, HOME, file)

    assert loaded.settings.database_url == SecretStr(URL)
    assert loaded.origins["database_url"].where == f"{file} (database_url_file)"


def test_a_variable_replaces_the_file_of_a_secret_in_a_weaker_source(tmp_path: Path) -> None:
    file = tmp_path / "thaiyyal.toml"
    file.write_text("database_url = 'postgresql://other/app'\n")

    loaded = load_settings({}, {**HOME, "THAIYYAL_DATABASE_URL": URL}, file)

    assert loaded.settings.database_url == SecretStr(URL)


def test_a_provider_may_have_its_secret_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("quiet\n")
    environ = {
        **HOME,
        "THAIYYAL_OIDC__CORP__ISSUER": "http://127.0.0.1:9000",
        "THAIYYAL_OIDC__CORP__CLIENT_ID": "thaiyyal",
        "THAIYYAL_OIDC__CORP__CLIENT_SECRET_FILE": str(tmp_path / "secret"),
    }

    provider = load_settings({}, environ).settings.oidc["corp"]

    assert provider.client_secret == SecretStr("quiet")


@pytest.mark.parametrize("path", [s.path for s in all_settings().values() if s.is_secret])
def test_every_secret_is_masked_when_settings_are_shown(path: str) -> None:
    key = base64.b64encode(b"hunter2" * 5).decode()
    value = {"auth.signing_keys": f'{{"a": "{key}"}}', "auth.encryption_keys": f'{{"a": "{key}"}}'}
    value["redis_url"] = "rediss://:hunter2@cache"
    value["outbound.proxy"] = "http://ada:hunter2@proxy:3128"
    environ = {
        **HOME,
        "THAIYYAL_DATABASE_URL": URL,
        "THAIYYAL_OWNER_EMAIL": "ada@example.org",
        "THAIYYAL_OWNER_PASSWORD": "hunter2",
        "THAIYYAL_OIDC__CORP__ISSUER": "https://login.example.org",
        "THAIYYAL_OIDC__CORP__CLIENT_ID": "thaiyyal",
        "THAIYYAL_OIDC__CORP__CLIENT_SECRET": "hunter2",
    }
    variable = all_settings()[path].variable.replace("<NAME>", "CORP")

    loaded = load_settings({}, {**environ, variable: value.get(path, URL)})

    shown = f"{loaded} {loaded.settings!r} {loaded.settings.model_dump_json()}"
    assert "**********" in shown
    assert "hunter2" not in shown
    assert key not in shown


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_keys_are_read_in_their_order_in_both_alphabets(encode: object) -> None:
    assert callable(encode)
    secrets = {"2024": b"\xfb\xff" * 16, "2023": b"\x00" * 40}
    text = json.dumps({id_: encode(key).decode().rstrip("=") for id_, key in secrets.items()})

    found = keys_of(SecretStr(text))

    assert list(found.items()) == list(secrets.items())


def test_the_secrets_are_known_with_their_parts() -> None:
    keys = json.dumps({"a": base64.b64encode(b"x" * 32).decode()})
    environ = {
        **HOME,
        "THAIYYAL_DATABASE_URL": "postgresql://app:hunter%2F2@db/app",
        "THAIYYAL_AUTH__SIGNING_KEYS": keys,
        "THAIYYAL_OIDC__CORP__ISSUER": "https://login.example.org",
        "THAIYYAL_OIDC__CORP__CLIENT_ID": "thaiyyal",
        "THAIYYAL_OIDC__CORP__CLIENT_SECRET": "quiet",
    }

    hidden = set(hidden_values(load_settings({}, environ).settings))

    assert hidden == {
        environ["THAIYYAL_DATABASE_URL"],
        "hunter%2F2",
        "hunter/2",
        keys,
        base64.b64encode(b"x" * 32).decode(),
        "quiet",
    }


def test_vault_is_not_asked_without_a_token_or_a_role() -> None:
    environ = {
        **HOME,
        "THAIYYAL_SECRETS__VAULT_URL": "http://127.0.0.1:1",
        "THAIYYAL_DATABASE_URL": "vault:kv/data/thaiyyal#database",
    }

    with pytest.raises(SettingsError) as caught:
        load_settings({}, environ)

    assert {problem.path: problem.message for problem in caught.value.problems} == {
        "database_url": "was not asked for: mend the settings of secrets first",
        "secrets.vault_token": "is needed with secrets.vault_url, or secrets.vault_role_id is",
    }
    assert not any(problem.is_away for problem in caught.value.problems)
