"""Secrets are found by their value, in every spelling in which they get about, and masked."""

import base64
import gc
import html
import json
import random
import urllib.parse

import pytest

from thaiyyal.kernel.redaction import MASK, SHORTEST, SecretValues
from thaiyyal.kernel.secrets_in_use import SecretsInUse
from thaiyyal.kernel.values import Value, dump_json

SECRET = 'k3y/+?"é Canary'

SPELLINGS = {
    "plain": SECRET,
    "base64": base64.b64encode(SECRET.encode()).decode(),
    "base64_url_safe": base64.urlsafe_b64encode(SECRET.encode()).decode(),
    "base64_of_one_more": base64.b64encode(b"u" + SECRET.encode() + b"v").decode(),
    "base64_of_two_more": base64.urlsafe_b64encode(b"u:" + SECRET.encode() + b"vw").decode(),
    "base64_of_basic": base64.b64encode(b"user:" + SECRET.encode()).decode(),
    "percent": urllib.parse.quote(SECRET, safe=""),
    "percent_path": urllib.parse.quote(SECRET),
    "percent_form": urllib.parse.quote_plus(SECRET),
    "percent_lower": urllib.parse.quote(SECRET, safe="").replace("%2F", "%2f").replace("%3F", "%3f")
    .replace("%2B", "%2b").replace("%C3%A9", "%c3%a9"),
    "hex": SECRET.encode().hex(),
    "hex_upper": SECRET.encode().hex().upper(),
    "json": json.dumps(SECRET),
    "json_utf8": json.dumps(SECRET, ensure_ascii=False),
    "json_in_json": json.dumps(json.dumps({"a": SECRET})),
    "json_slashes": json.dumps(SECRET).replace("/", "\\/"),
    "lower_case": SECRET.lower(),
    "html": html.escape(SECRET),
    "html_text": html.escape(SECRET, quote=False),
}  # fmt: skip


@pytest.mark.parametrize("spelled", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_is_found_and_masked(spelled: str) -> None:
    secrets = SecretValues([SECRET])
    text = f"before {spelled} after"

    masked = secrets.mask_text(text)

    assert secrets.is_in(text)
    assert secrets.is_in(text.encode())
    assert MASK in masked
    assert not secrets.is_in(masked)
    assert (masked[:7], masked[-6:]) == ("before ", " after")


@pytest.mark.parametrize("spelled", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_is_found_in_the_json_text_of_a_value(spelled: str) -> None:
    secrets = SecretValues([SECRET])

    assert secrets.is_in(dump_json({"deep": [{"text": f"x{spelled}y"}]}).encode())


def test_a_value_keeps_its_shape() -> None:
    secrets = SecretValues(["canary-1", "canary-2"])
    value: Value = {"canary-1": [1, True, None, "a canary-2 b"], "canary-2": {"k": 2.5}, "z": []}

    masked = secrets.mask_value(value)

    assert masked == {"***": [1, True, None, "a *** b"], "*** 2": {"k": 2.5}, "z": []}
    assert value == {"canary-1": [1, True, None, "a canary-2 b"], "canary-2": {"k": 2.5}, "z": []}


def test_a_value_without_a_secret_is_the_same_object() -> None:
    value: Value = {"a": ["b", {"c": 1}]}

    assert SecretValues(["canary"]).mask_value(value) is value


def test_a_number_is_masked_when_its_digits_are_the_secret() -> None:
    assert SecretValues(["48151623"]).mask_value([48151623, 4815]) == [MASK, 4815]


def test_shared_parts_are_looked_at_once() -> None:
    value: Value = ["canary"]
    for _ in range(200):
        value = [value, value]

    masked = SecretValues(["canary"]).mask_value(value)

    for _ in range(200):
        assert isinstance(masked, list)
        assert masked[0] is masked[1]
        masked = masked[0]
    assert masked == [MASK]


def test_depth_is_no_obstacle() -> None:
    value: Value = "canary"
    for _ in range(50_000):
        value = {"k": value}

    masked = SecretValues(["canary"]).mask_value(value)

    for _ in range(50_000):
        assert isinstance(masked, dict)
        masked = masked["k"]
    assert masked == MASK


def test_short_texts_are_no_secrets() -> None:
    secrets = SecretValues(["", "x" * (SHORTEST - 1)])

    assert not secrets
    assert secrets.mask_text("xxxxx") == "xxxxx"


def test_the_longer_of_two_secrets_is_masked_whole() -> None:
    assert SecretValues(["canary", "canary-bird"]).mask_text("a canary-bird b") == "a *** b"


def test_many_secrets_are_found_in_bytes_too() -> None:
    secrets = SecretValues([f"secret-number-{number:03}" for number in range(50)])

    assert secrets.is_in(b'{"a":"secret-number-049"}')
    assert not secrets.is_in(b'{"a":"secret-number-050"}')


@pytest.mark.parametrize("seed", range(20))
def test_random_secrets_are_found_inside_of_random_bytes_in_base64(seed: int) -> None:
    draw = random.Random(seed)
    secret = "".join(chr(draw.randrange(33, 0x250)) for _ in range(draw.randrange(SHORTEST, 40)))
    around = draw.randbytes(draw.randrange(10)), draw.randbytes(draw.randrange(10))

    encoded = base64.b64encode(around[0] + secret.encode() + around[1]).decode()

    assert SecretValues([secret]).is_in(encoded), f"seed {seed}"


def test_secrets_in_use_are_masked_for_as_long_as_somebody_holds_them() -> None:
    everywhere, one, other = SecretsInUse(), SecretValues(["canary-1"]), SecretValues(["canary-1"])
    everywhere.watch(one)
    everywhere.watch(other)

    del one
    gc.collect()
    still = everywhere.mask_text("canary-1")
    del other
    gc.collect()

    assert (still, everywhere.mask_text("canary-1")) == (MASK, "canary-1")


@pytest.mark.parametrize(
    ("message", "masked"),
    [
        ('"a canary-012345…" is no number', '"a ***…" is no number'),
        ("cannot read …ry-0123456789 b", "cannot read …*** b"),
        ("it begins with canary-0123...", "it begins with ***..."),
        ("'canary-01234'", "'***'"),
        ("it is canary-0123456789 and canary-012", "it is *** and ***"),
        ("can…", "can…"),
        ("the canary sings", "the canary sings"),
        ("", ""),
    ],
)
def test_a_secret_that_a_message_has_cut_is_masked_too(message: str, masked: str) -> None:
    assert SecretValues(["canary-0123456789"]).mask_message(message) == masked
