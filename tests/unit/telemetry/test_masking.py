"""Secrets do not get into the log, whichever way they come."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import structlog
from pydantic import SecretBytes, SecretStr

from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.secrets_in_use import in_use
from thaiyyal.telemetry.masking import (
    DEEPEST,
    LONGEST_TEXT,
    MOST_MEMBERS,
    clean_value,
    is_secret_name,
    masker,
)

Lines = Callable[[], list[dict[str, Any]]]
SECRET = "hunter2-hunter2"
RUNNING = "in use/7f6e5d"


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "new_password",
        "Authorization",
        "cookie",
        "Set-Cookie",
        "X-API-Key",
        "api_key",
        "apikey",
        "access_token",
        "refreshToken",
        "client_secret",
        "database_url",
        "private_key",
        "signing_keys",
        "totp",
        "recovery_codes",
        "credentials",
        "passphrase",
        "conninfo",
    ],
)
def test_fields_named_for_secrets_are_masked(name: str, lines: Lines) -> None:
    structlog.get_logger("thaiyyal.web").info("request", headers={name: "x"}, **{name: ["y"]})

    (line,) = lines()
    assert line["headers"] == {name: "***"}
    assert line[name] == "***"


@pytest.mark.parametrize(
    "name",
    ["token_id", "credential_ids", "token_type", "password_changed_at", "api_key_prefix", "path"],
)
def test_what_only_tells_about_a_secret_is_shown(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize("secret", [SecretStr("quiet"), SecretBytes(b"quiet")])
def test_secret_types_are_masked_under_any_name(secret: object, lines: Lines) -> None:
    structlog.get_logger("thaiyyal.web").info("request", a=secret, b=[{"c": secret}])

    (line,) = lines()
    assert (line["a"], line["b"]) == ("***", [{"c": "***"}])


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"in the middle {SECRET} of it",
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(SECRET.encode()).decode().rstrip("="),
    ],
)
def test_known_secrets_are_masked_wherever_they_occur(text: str, lines: Lines) -> None:
    log = structlog.get_logger("thaiyyal.web")
    try:
        raise ValueError(text)
    except ValueError as error:
        log.exception(f"crash {text}", at=text, error=error, **{text: {text: [text]}})

    shown = json.dumps(lines())
    assert shown.count("***") >= 6
    assert SECRET not in shown
    assert base64.b64encode(SECRET.encode()).decode().rstrip("=") not in shown


@pytest.mark.parametrize("secret", ['say "hi" / {x}&y', "பாதுகாப்பு\n1", "a+b/c==d%e"])
def test_a_secret_is_known_in_every_spelling(secret: str) -> None:
    mask = masker([secret])

    forms = [secret, quote(secret), quote(secret, safe=""), json.dumps(secret)[1:-1]]

    assert [mask(f"<{form}>") for form in forms] == ["<***>"] * len(forms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://app:quiet@db/app", "postgresql://***@db/app"),
        ("see https://ada@example.org/x", "see https://***@example.org/x"),
        ("Authorization: Bearer abcdefgh.123", "Authorization: Bearer ***"),
        ("basic YWRhOnF1aWV0", "basic ***"),
        ("host=db password=quiet dbname=app", "host=db password=*** dbname=app"),
        ("password='very quiet' x", "password=*** x"),
        ('{"client_secret": "quiet", "a": 1}', '{"client_secret": ***, "a": 1}'),
        ("/callback?access_token=quiet&a=1", "/callback?access_token=***&a=1"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0", "***"),
        ("https://example.org/a:b@c", "https://example.org/a:b@c"),
        ("a basic understanding of tokens", "a basic understanding of tokens"),
        ("Basic Accounting", "Basic Accounting"),
        ("no secret here", "no secret here"),
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str, expected: str) -> None:
    assert masker()(text) == expected


@pytest.mark.parametrize("at", [0, LONGEST_TEXT - 5, LONGEST_TEXT, 8 * LONGEST_TEXT - 5])
def test_a_secret_is_not_shown_in_halves_where_a_text_is_cut(at: int) -> None:
    text = "x" * at + SECRET + "x" * 20 * LONGEST_TEXT

    shown = str(clean_value(text, masker([SECRET])))

    assert len(shown) <= LONGEST_TEXT + 1
    assert "hunt" not in shown


def test_what_is_too_much_is_cut() -> None:
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]

    shown = clean_value({"deep": deep, "long": list(range(1_000))}, masker())

    assert isinstance(shown, dict)
    assert json.dumps(shown["deep"], ensure_ascii=False) == "[" * (DEEPEST - 1) + '"…"' + "]" * (
        DEEPEST - 1
    )
    assert shown["long"] == [*range(MOST_MEMBERS), "…"]


def test_too_many_fields_are_counted(lines: Lines) -> None:
    fields = {f"f{number}": number for number in range(MOST_MEMBERS + 3)}

    structlog.get_logger("thaiyyal.web").info("request", **fields)

    (line,) = lines()
    assert line["…"] == 3
    assert len(line) == MOST_MEMBERS + 5


def test_the_end_of_a_long_traceback_is_kept(lines: Lines) -> None:
    try:
        raise ValueError("x" * 1_000_000 + " the end")
    except ValueError:
        structlog.get_logger("thaiyyal.web").exception("crash")

    (line,) = lines()
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith(" the end\n")
    assert len(line["exception"]) == LONGEST_TEXT + 1


def test_the_secrets_of_what_runs_are_masked(lines: Lines) -> None:
    running = SecretValues([RUNNING])
    in_use.watch(running)

    structlog.get_logger("thaiyyal.web").info(f"sent {RUNNING}", at=quote(RUNNING, safe=""))

    (line,) = lines()
    assert (line["event"], line["at"]) == ("sent ***", "***")
