"""Secrets that people type or are shown once stand nowhere in the database or the log."""

import base64
from typing import Any

import psycopg
import pytest
from psycopg import sql

from thaiyyal.features.accounts.setup import ensure_setup_link
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Platform, platform_on

PASSWORD = "canary sings at dawn 77"
_TABLES = "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"


def _secrets_of_a_tour(platform: Platform) -> dict[str, str]:
    """Set up, sign in, make what is secret; return it all."""
    link = platform.run(ensure_setup_link(platform.database))
    assert link is not None
    founder = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
    platform.ask("POST", "/auth/setup", json={**founder, "token": link, "tenant_name": "T"})
    signed_in = platform.ask(
        "POST", "/auth/login", json={"email": "ada@example.com", "password": PASSWORD}
    ).json
    headers = {"Authorization": f"Bearer {signed_in['access_token']}"}

    def made(path: str, body: dict[str, Any]) -> Any:
        return platform.ask("POST", path, json=body, headers=headers).json

    return {
        "password": PASSWORD,
        "set-up link": link,
        "access token": signed_in["access_token"],
        "refresh token": signed_in["refresh_token"],
        "api key": made("/api-keys", {"name": "k", "scopes": ["workflows.read"]})["key"],
        "second factor": made("/me/totp", {"password": PASSWORD})["secret"],
        "invitation": made("/invitations", {"email": "b@example.com", "role": "viewer"})["token"],
    }


def _dump(platform: Platform) -> bytes:
    with psycopg.connect(platform.owner_conninfo()) as owner:
        names = [row[0] for row in owner.execute(_TABLES + " AND c.relkind = 'r'")]
        parts = []
        for name in names:
            with owner.cursor().copy(
                sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))
            ) as copy:
                parts += [bytes(data) for data in copy]
    return b"".join(parts)


def test_no_secret_is_in_a_dump_or_in_the_log(
    postgres: EmbeddedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    with platform_on(postgres) as platform:
        secrets = _secrets_of_a_tour(platform)
        dump = _dump(platform)
    told = capsys.readouterr()
    everything = dump + told.out.encode() + told.err.encode()

    assert b"ada@example.com" in everything
    assert [
        name
        for name, text in secrets.items()
        for spelled in (text.encode(), base64.b64encode(text.encode()))
        if spelled in everything
    ] == []
