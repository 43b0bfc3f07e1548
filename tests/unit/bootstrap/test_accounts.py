"""Settings reach the accounts: lifetimes, registration, keys, providers."""

import base64
import json
from datetime import timedelta
from pathlib import Path

from thaiyyal.bootstrap.accounts import account_settings, sealing_keys, signing_keys
from thaiyyal.features.accounts.settings import AccountSettings, OidcProvider, Registration
from thaiyyal.settings import Settings, load_settings


def settings(tmp_path: Path, **environ: str) -> Settings:
    variables = {f"THAIYYAL_{name}": value for name, value in environ.items()}
    return load_settings({"data_dir": tmp_path}, variables, None).settings


def test_the_defaults_are_those_of_the_accounts(tmp_path: Path) -> None:
    assert account_settings(settings(tmp_path)) == AccountSettings()


def test_what_is_set_arrives(tmp_path: Path) -> None:
    found = account_settings(
        settings(
            tmp_path,
            AUTH__ACCESS_TOKEN_S="60",
            AUTH__REFRESH_TOKEN_S="7d",
            AUTH__SESSION_MAX_S="8d",
            AUTH__REGISTRATION="open",
            AUTH__LOCKOUT_FAILURES="3",
            AUTH__LOCKOUT_S="60",
            SERVER__PUBLIC_URL="https://flows.example",
            SERVER__CORS_ORIGINS="https://app.example",
            LIMITS__SIGN_INS_PER_MINUTE_ACCOUNT="9",
            OIDC__CORP__ISSUER="https://id.example",
            OIDC__CORP__CLIENT_ID="thaiyyal",
            OIDC__CORP__CLIENT_SECRET="secret",
            OIDC__CORP__TENANT="acme",
            OIDC__CORP__ALLOW_EMAIL_DOMAINS="acme.example",
            OIDC__CORP__LINK_BY_EMAIL="true",
        )
    )

    assert (found.access_token, found.session) == (timedelta(minutes=1), timedelta(days=7))
    assert (found.session_at_most, found.lockout) == (timedelta(days=8), timedelta(minutes=1))
    assert (found.registration, found.lockout_failures) == (Registration.OPEN, 3)
    assert (found.public_url, found.web_origins) == (
        "https://flows.example",
        ("https://app.example",),
    )
    assert found.sign_ins_per_minute_account == 9
    assert found.provider("corp") == OidcProvider(
        "corp",
        "https://id.example",
        "thaiyyal",
        "secret",
        tenant="acme",
        allow_email_domains=("acme.example",),
        link_by_email=True,
    )


def test_keys_are_made_once_in_the_data_directory(tmp_path: Path) -> None:
    found = settings(tmp_path)

    keyrings = [(signing_keys(found).current(), sealing_keys(found).current()) for _ in range(2)]

    assert keyrings[0] == keyrings[1]
    assert keyrings[0][0] != keyrings[0][1]
    assert {file.name for file in tmp_path.iterdir()} == {
        "signing-keys.json",
        "encryption-keys.json",
    }


def test_keys_of_the_settings_need_no_file(tmp_path: Path) -> None:
    keys = json.dumps({"k1": encoded(1), "k2": encoded(2)})

    found = settings(tmp_path, AUTH__SIGNING_KEYS=keys, AUTH__ENCRYPTION_KEYS=keys)

    assert [key.id for key in signing_keys(found).current().keys] == ["k1", "k2"]
    assert sealing_keys(found).current().newest.secret == bytes([2]) * 32
    assert list(tmp_path.iterdir()) == []


def encoded(byte: int) -> str:
    return base64.b64encode(bytes([byte]) * 32).decode()
