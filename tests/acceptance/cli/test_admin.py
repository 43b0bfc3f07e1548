"""The verbs of whoever has the machine, beside a running server with a private database."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pyotp
import pytest

from tests.acceptance.cli.command import thaiyyal
from tests.acceptance.cli.home import EMAIL, PASSWORD, Home, Reply, bearer, serving
from tests.acceptance.server.process import until
from thaiyyal.testing.postgres import temporary_folder


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    with temporary_folder() as folder, serving(folder) as home:
        yield home


def _join(home: Home) -> tuple[str, str, Reply]:
    """Let somebody new in, with a tenant; return its name, their address, and who signed in."""
    slug, email = f"t-{uuid4().hex[:12]}", f"{uuid4().hex}@example.com"
    given = {"name": "Theirs", "slug": slug, "owner_email": email}
    made = home.ask("POST", "/tenants", given, bearer(home.sign_in()))
    _register(home, email, made.json["invitation"]["token"])
    return slug, email, home.sign_in(email)


def _register(home: Home, email: str, invitation: str) -> None:
    given = {"email": email, "password": PASSWORD, "name": "Somebody", "invitation": invitation}
    assert home.ask("POST", "/auth/register", given).status == 201


def _with_second_factor(home: Home, by: dict[str, str]) -> list[str]:
    """Put a second factor in force; return the recovery codes."""
    secret = home.ask("POST", "/me/totp", by=by).json["secret"]
    code = pyotp.TOTP(secret).now()
    codes: list[str] = home.ask("POST", "/me/totp/confirm", {"code": code}, by).json[
        "recovery_codes"
    ]
    return codes


def test_who_lost_everything_comes_back_in(home: Home) -> None:
    _, email, signed_in = _join(home)
    _with_second_factor(home, bearer(signed_in))
    assert home.sign_in(email).status == 401

    dropped = home.outcome("user", "drop-second-factor", email)
    link = home.run("user", "reset-password", email)
    token = link.out.strip().partition("#token=")[2]
    given = {"token": token, "password": "another way to the engine"}
    set_anew = home.ask("POST", "/auth/password-reset", given)

    assert dropped == {"second_factor": False, "changed": True}
    assert link.out.count("\n") == 1
    assert token not in link.err
    assert set_anew.status == 204
    assert home.sign_in(email, given["password"]).status == 200
    assert home.ask("POST", "/auth/password-reset", given).status == 410
    told = [json.loads(line) for line in home.run("audit", "export", "--platform").out.splitlines()]
    by_system = {entry["action"] for entry in told if entry["actor_kind"] == "system"}
    assert {"second_factor.disabled", "user.password_reset_started"} <= by_system


def test_the_last_owner_of_the_platform_cannot_be_disabled(home: Home) -> None:
    ended = home.run("user", "disable", EMAIL)

    assert (ended.code, ended.out) == (2, "")
    assert "last owner" in ended.err
    assert home.sign_in().status == 200


def test_a_disabled_account_is_closed_until_it_is_enabled(home: Home) -> None:
    _, email, signed_in = _join(home)

    disabled = home.outcome("user", "disable", email)
    shut_out = home.ask("GET", "/me", by=bearer(signed_in)).status, home.sign_in(email).status
    enabled = home.outcome("user", "enable", email)

    assert disabled == {"disabled": True, "changed": True}
    assert shut_out == (401, 401)
    assert enabled == {"disabled": False, "changed": True}
    assert home.sign_in(email).status == 200
    assert home.ask("GET", "/me", by=bearer(signed_in)).status == 401


def test_all_sessions_of_somebody_can_be_ended(home: Home) -> None:
    signed_in = home.sign_in()

    ended = home.outcome("user", "sign-out", EMAIL.upper())

    assert ended["sessions_ended"] >= 1
    assert home.ask("GET", "/me", by=bearer(signed_in)).status == 401
    assert home.outcome("user", "show", EMAIL)["sessions"] == 0


def test_a_locked_address_can_be_unlocked(home: Home) -> None:
    email = _join(home)[1]
    while home.sign_in(email, "wrong").status != 429:
        pass
    assert home.sign_in(email).status == 429

    assert home.outcome("user", "unlock", email) == {"locked": False}

    assert home.sign_in(email).status == 200


def test_a_key_of_a_member_works_until_it_is_revoked(home: Home) -> None:
    where = ("--tenant", "default")
    whose = ("--user", EMAIL, "--name", "import", "--scope", "workflows.read")
    made = home.run("apikey", "create", *where, *whose)
    key = {"X-API-Key": made.out.strip()}
    reads = home.ask("GET", "/workflows", by=key).status
    writes = home.ask("POST", "/workflows", {"name": "w", "document": {"nodes": []}}, key).status
    (listed,) = home.outcome("apikey", "list", *where)["api_keys"]

    home.outcome("apikey", "revoke", listed["id"], *where)

    assert (reads, writes) == (200, 403)
    assert made.out.startswith(listed["hint"])
    until(lambda: home.ask("GET", "/workflows", by=key).status == 401)


def test_nobody_gets_a_key_for_a_tenant_that_is_not_theirs(home: Home) -> None:
    slug = _join(home)[0]

    ended = home.run("apikey", "create", "--tenant", slug, "--user", EMAIL, "--name", "x")

    assert (ended.code, ended.out) == (2, "")
    assert "no active member" in ended.err


def test_a_tenant_is_closed_opened_again_and_taken_out(home: Home) -> None:
    slug, email, signed_in = _join(home)

    suspended = home.outcome("tenant", "suspend", slug)
    closed = home.ask("GET", "/workflows", by=bearer(signed_in)).status
    resumed = home.outcome("tenant", "resume", slug)
    lines = home.run("tenant", "export", slug).out.splitlines()

    assert (suspended["status"], closed, resumed["status"]) == ("suspended", 403, "active")
    until(lambda: home.ask("GET", "/workflows", by=bearer(signed_in)).status == 200)
    first, last = json.loads(lines[0]), json.loads(lines[-1])
    assert (first["slug"], last["kind"]) == (slug, "end")
    assert any(email in line for line in lines)


def test_a_new_tenants_owner_comes_in_by_the_link(home: Home) -> None:
    slug, email = f"t-{uuid4().hex[:12]}", f"{uuid4().hex}@example.com"

    made = home.run("tenant", "create", "Theirs", "--slug", slug, "--owner-email", email)

    _register(home, email, made.out.strip().partition("#token=")[2])
    assert home.sign_in(email, tenant=slug).status == 200


def test_who_has_an_account_owns_a_new_tenant_at_once(home: Home) -> None:
    slug = f"t-{uuid4().hex[:12]}"

    made = home.outcome("tenant", "create", "Second", "--slug", slug, "--owner-email", EMAIL)

    assert made["invitation_url"] is None
    assert home.sign_in(tenant=slug).status == 200


def test_new_keys_are_taken_up_by_the_running_server(home: Home) -> None:
    _, email, signed_in = _join(home)
    first, second, *_ = _with_second_factor(home, bearer(signed_in))

    rotated = home.outcome("rotate-keys")
    again = home.sign_in(email, totp=first)

    assert rotated["resealed"] == 1
    assert home.ask("GET", "/me", by=bearer(signed_in)).status == 200
    assert home.ask("GET", "/me", by=bearer(again)).status == 200
    for name, part in (("signing-keys.json", "signing"), ("encryption-keys.json", "sealing")):
        keys = json.loads((home.folder / name).read_text())["keys"]
        assert keys[-1]["id"] == rotated[part]
    _forget_all_but_the_newest(home)
    assert home.sign_in(email, totp=second).status == 200


def _forget_all_but_the_newest(home: Home) -> None:
    """Leave the running server no older key that could open what is sealed."""
    file = home.folder / "encryption-keys.json"
    newest = json.loads(file.read_text())["keys"][-1]
    draft = home.folder / "draft.json"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps({"keys": [newest]}))
    draft.replace(file)


def test_keys_that_settings_hold_are_not_rotated(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAIYYAL_AUTH__SIGNING_KEYS", f"first:{'ab' * 32}")

    ended = home.run("rotate-keys", "--signing")

    assert (ended.code, ended.out) == (2, "")
    assert "auth.signing_keys" in ended.err


def test_the_checkup_looks_into_the_database_of_a_running_server(home: Home) -> None:
    found = home.outcome("doctor")["findings"]

    assert {"database", "schema"} <= {each["check"] for each in found}


def test_a_database_that_is_not_there_ends_with_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAIYYAL_DATABASE_URL", "postgresql://thaiyyal_app@127.0.0.1:1/thaiyyal")
    monkeypatch.setenv("THAIYYAL_DATABASE__POOL_TIMEOUT_S", "1")

    ended = thaiyyal("user", "list")

    assert (ended.code, ended.out) == (3, "")
    assert "error: " in ended.err
