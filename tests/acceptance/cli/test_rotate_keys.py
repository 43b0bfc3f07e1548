"""`thaiyyal rotate-keys` beside a running server: what it tells, and which keys it leaves alone."""

import base64
import json
from collections.abc import Iterator

import pytest

from tests.acceptance.cli.home import Home, bearer, serving
from thaiyyal.testing.postgres import temporary_folder

_KEYS = "THAIYYAL_AUTH__ENCRYPTION_KEYS"


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    with temporary_folder() as folder, serving(folder) as home:
        yield home


def _keys(home: Home) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((home.folder / "encryption-keys.json").read_text())[
        "keys"
    ]
    return found


def test_the_newest_key_of_the_keyring_wraps_data_keys(home: Home) -> None:
    rotated = home.outcome("rotate-keys", "--sealing")

    newest = _keys(home)[-1]["id"]
    assert rotated["sealing"] == newest
    assert rotated["wrapper"] == f"keyring:{newest}"
    assert {"resealed", "webhooks", "rewrapped"} < set(rotated)


def test_a_data_key_is_wrapped_anew_beside_the_server_and_told_in_the_log(home: Home) -> None:
    by = bearer(home.sign_in())
    body = {"name": "one", "kind": "bearer", "fields": {"token": "t0ken!"}, "hosts": ["a.example"]}
    made = home.ask("POST", "/credentials", body, by=by)

    rotated = home.outcome("rotate-keys", "--sealing")
    again = home.ask("POST", "/credentials", {**body, "name": "second"}, by=by)

    assert (made.status, rotated["rewrapped"], again.status) == (201, 1, 201)
    told = [json.loads(line) for line in home.run("audit", "export", "--platform").out.splitlines()]
    after = [each["after"] for each in told if each["action"] == "keys.rotated"]
    assert {"resealed", "webhooks", "rewrapped", "wrapper", "unreadable"} in map(set, after)


def test_rewrapping_makes_no_key(home: Home) -> None:
    before = _keys(home)

    rotated = home.outcome("rotate-keys", "--rewrap")
    told = home.run("rotate-keys", "--rewrap").out

    assert _keys(home) == before
    assert "sealing" not in rotated
    assert f"data keys are wrapped by keyring:{before[-1]['id']}" in told


def test_keys_of_the_settings_are_wrapped_with_and_not_changed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {each["id"]: each["secret"] for each in _keys(home)}
    added = base64.b64encode(bytes(range(32))).decode()
    monkeypatch.setenv(_KEYS, json.dumps({**own, "added": added}))

    refused = home.run("rotate-keys", "--sealing")
    rotated = home.outcome("rotate-keys", "--rewrap")
    monkeypatch.setenv(_KEYS, json.dumps({"added": added, **own}))
    back = home.outcome("rotate-keys", "--rewrap")

    assert (refused.code, refused.out) == (2, "")
    assert "rotate-keys --rewrap" in refused.err
    assert added not in refused.err
    assert (rotated["wrapper"], rotated["rewrapped"]) == ("keyring:added", back["rewrapped"])


def test_data_keys_of_the_last_hour_are_new_enough(home: Home) -> None:
    rotated = home.outcome("rotate-keys", "--data-keys")

    assert (rotated["data_keys"], rotated["credentials"]) == (0, 0)
    assert rotated["young"] > 0


def test_without_what_wraps_nothing_is_changed_and_it_ends_with_three(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("KEY_WRAPPER", "vault_transit"),
        ("KEY_NAME", "main"),
        ("VAULT_URL", "http://127.0.0.1:1"),
        ("VAULT_TOKEN", "token-of-nobody"),
    ):
        monkeypatch.setenv(f"THAIYYAL_SECRETS__{name}", value)

    ended = home.run("rotate-keys", "--rewrap")

    assert (ended.code, ended.out) == (3, "")
    assert "http://127.0.0.1:1" in ended.err
    assert "token-of-nobody" not in ended.err
