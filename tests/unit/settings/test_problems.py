"""Wrong settings: all of them at once, each with its place, none with a secret."""

import base64
import json
from pathlib import Path

import pytest

from thaiyyal.settings import SettingsError, load_settings

HOME = {"HOME": "/home/ada"}


def problems(environ: dict[str, str], file: Path | None = None) -> dict[str, str]:
    """Return the problems by path."""
    with pytest.raises(SettingsError) as caught:
        load_settings({}, HOME | environ, file)
    assert len({p.path for p in caught.value.problems}) == len(caught.value.problems)
    return {problem.path: str(problem) for problem in caught.value.problems}


def test_all_problems_of_all_sources_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "thaiyyal.toml"
    file.write_text("[log]\nlevel = 'loud'\n")
    environ = {
        "HOME": "/home/ada",
        "THAIYYAL_DATABASE__POOL_MAX": "1",
        "THAIYYAL_LIMITS__HTTP_CALLS": "many",
    }

    with pytest.raises(SettingsError) as caught:
        load_settings({"server.port": 70_000}, environ, file)

    told = caught.value.message.splitlines()
    assert told[0] == "4 settings cannot be used"
    assert sorted(line.strip() for line in told[1:]) == [
        (
            "database.pool_max (environment THAIYYAL_DATABASE__POOL_MAX): "
            "must not be below database.pool_min"
        ),
        (
            "limits.http_calls (environment THAIYYAL_LIMITS__HTTP_CALLS): "
            "must be a whole number, not 'many'"
        ),
        f"log.level (file {file}): must be 'debug', 'info', 'warning' or 'error', not 'loud'",
        "server.port (flag --port): must be at most 65535, not 70000",
    ]


@pytest.mark.parametrize(
    ("variable", "text", "told"),
    [
        ("SERVER__PORT", "-1", "must be at least 0"),
        ("SERVER__PORT", "1.5", "must be a whole number"),
        ("SERVER__HOST", " ", "must not be empty"),
        ("SERVER__DRAIN_S", "0", "must be above 0"),
        ("SERVER__DRAIN_S", "nan", "must be above 0"),
        ("SERVER__DRAIN_S", "inf", "must be a number"),
        ("SERVER__DRAIN_S", "3 weeks", "must have one of the units ms, s, m, h, d"),
        ("SERVER__MAX_BODY_BYTES", "10 MB", "must have one of the units b, kib, mib, gib"),
        ("SERVER__PUBLIC_URL", "flows.example.org", "must be a web address"),
        ("SERVER__PUBLIC_URL", "https://a:b@flows.example.org", "must end after the host"),
        ("SERVER__PUBLIC_URL", "https://flows.example.org/x", "must end after the host"),
        ("SERVER__PUBLIC_URL", "https://flows.example.org:99999", "must be a web address"),
        ("SERVER__CORS_ORIGINS", "*", "must be a web address"),
        ("SERVER__TRUSTED_PROXIES", "proxy", "write for example 10.1.0.0/16"),
        ("OUTBOUND__ALLOW_NETWORKS", "10.0.0.1/8", "has host bits set"),
        ("AUTH__BCRYPT_COST", "11", "must be at least 12"),
        ("AUTH__SESSION_CACHE_MS", "1001", "must be at most 1000"),
        ("AUTH__ALLOW_WEAK_HASHING", "perhaps", "must be true or false"),
        ("AUTH__REGISTRATION", "all", "must be 'invitation', 'open' or 'closed'"),
        ("OWNER_EMAIL", "ada", "must be an e-mail address"),
        ("RETENTION__AUDIT_DAYS", "0", "must be at least 1"),
    ],
)
def test_a_wrong_value_is_told_with_what_it_should_be(variable: str, text: str, told: str) -> None:
    found = problems({f"THAIYYAL_{variable}": text})

    (message,) = found.values()
    assert told in message
    assert f"(environment THAIYYAL_{variable})" in message


@pytest.mark.parametrize(
    ("variable", "path"),
    [
        ("THAIYYAL_DATABASE_URL", "database_url"),
        ("THAIYYAL_MIGRATIONS__DATABASE_URL", "migrations.database_url"),
        ("THAIYYAL_AUTH__SIGNING_KEYS", "auth.signing_keys"),
        ("THAIYYAL_AUTH__ENCRYPTION_KEYS", "auth.encryption_keys"),
        ("THAIYYAL_DATABASE_URL_FILE", "database_url"),
    ],
)
def test_a_wrong_secret_is_not_repeated(variable: str, path: str) -> None:
    found = problems({variable: "hunter2-and-more"})

    assert "hunter2" not in found[path]
    assert variable in found[path]


def test_a_refused_secret_is_not_in_the_chain_of_errors_either() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({}, {**HOME, "THAIYYAL_DATABASE_URL": "hunter2"})

    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "keys",
    [
        "[]",
        "{}",
        "1",
        '{"a": 1}',
        '{"a": "????"}',
        json.dumps({"a": base64.b64encode(b"x" * 31).decode()}),
        json.dumps({"a b": base64.b64encode(b"x" * 32).decode()}),
    ],
)
def test_keys_that_are_none_are_refused(keys: str) -> None:
    assert "auth.signing_keys" in problems({"THAIYYAL_AUTH__SIGNING_KEYS": keys})


def test_a_secret_given_directly_and_as_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("quiet")

    found = problems(
        {
            "THAIYYAL_OWNER_EMAIL": "ada@example.org",
            "THAIYYAL_OWNER_PASSWORD": "loud",
            "THAIYYAL_OWNER_PASSWORD_FILE": str(file),
        }
    )

    assert "is given twice" in found["owner_password"]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"x" * 65_537])
def test_a_file_that_holds_no_secret_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)

    found = problems({"THAIYYAL_OUTBOUND__PROXY_FILE": str(file)})

    assert "cannot be read" in found["outbound.proxy"]


@pytest.mark.parametrize("content", [b"[server\n", b"\xff", b"a = 1\na = 2", b"#" * 1_048_577])
def test_a_configuration_file_that_cannot_be_read_is_one_problem(
    content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "thaiyyal.toml"
    file.write_bytes(content)

    (message,) = problems({"THAIYYAL_OWNER_EMAIL": "ada@example.org"}, file).values()

    assert f"file {file} cannot be read: " in message


def test_a_value_where_a_table_belongs_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "thaiyyal.toml"
    file.write_text("server = 1\n[oidc]\nissuer = 'https://login.example.org'\n[log]\nlevel = {}\n")

    found = problems({}, file)

    assert "must be a table, [server]" in found["server"]
    assert "must be a table, [oidc.issuer]" in found["oidc.issuer"]
    assert "log.level" in found


def test_truth_is_no_number(tmp_path: Path) -> None:
    file = tmp_path / "thaiyyal.toml"
    file.write_text("[server]\nport = true\n")

    assert "must be a number" in problems({}, file)["server.port"]


def test_a_provider_that_lacks_something_says_what() -> None:
    found = problems({"THAIYYAL_OIDC__CORP__ISSUER": "https://login.example.org"})

    assert sorted(found) == ["oidc.corp.client_id", "oidc.corp.client_secret"]
    assert "is missing" in found["oidc.corp.client_id"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ISSUER", "http://login.example.org", "must begin with https://"),
        ("ISSUER", "login.example.org", "must be a web address"),
        ("SCOPES", "email", "must have openid"),
        ("DEFAULT_ROLE", " ", "must not be empty"),
    ],
)
def test_a_wrong_provider_says_where(name: str, value: str, told: str) -> None:
    right = {"ISSUER": "https://login.example.org", "CLIENT_ID": "a", "CLIENT_SECRET": "b"}
    environ = {f"THAIYYAL_OIDC__CORP__{key}": text for key, text in (right | {name: value}).items()}

    found = problems(environ)

    assert told in found[f"oidc.corp.{name.lower()}"]


def test_a_provider_name_is_one_that_an_address_can_hold() -> None:
    found = problems(
        {
            "THAIYYAL_OIDC__A/B__ISSUER": "https://login.example.org",
            "THAIYYAL_OIDC__A/B__CLIENT_ID": "a",
            "THAIYYAL_OIDC__A/B__CLIENT_SECRET": "b",
        }
    )

    assert "the name must have" in found["oidc.a/b"]


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"OWNER_EMAIL": "ada@example.org"}, "owner_password"),
        ({"OWNER_PASSWORD": "quiet"}, "owner_email"),
        ({"DATABASE__POOL_MIN": "21"}, "database.pool_max"),
        ({"LIMITS__EXECUTION_S": "2d"}, "limits.execution_max_s"),
        ({"AUTH__REFRESH_TOKEN_S": "60"}, "auth.refresh_token_s"),
        ({"MIGRATIONS__DATABASE_URL": "postgresql://owner@db/app"}, "migrations.database_url"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(
    environ: dict[str, str], path: str
) -> None:
    found = problems({f"THAIYYAL_{name}": value for name, value in environ.items()})

    assert list(found) == [path]
    assert f"THAIYYAL_{next(iter(environ))}" in found[path]


def test_weak_hashing_needs_to_be_allowed_in_so_many_words() -> None:
    environ = {**HOME, "THAIYYAL_AUTH__BCRYPT_COST": "4"}

    loaded = load_settings({}, environ | {"THAIYYAL_AUTH__ALLOW_WEAK_HASHING": "true"})

    assert loaded.settings.auth.bcrypt_cost == 4
