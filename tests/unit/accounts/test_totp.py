"""The second factor: codes of RFC 6238, its window, and that a code works once."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from thaiyyal.features.accounts.totp import new_totp_secret, otpauth_uri, verify_totp

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890" of RFC 6238, appendix B
HALF = timedelta(seconds=30)
AT = datetime.fromtimestamp(1111111111, UTC)
STEP = 1111111111 // 30


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert verify_totp(SECRET, code, at=at, last_step=None) == seconds // 30


@pytest.mark.parametrize(
    ("away", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_the_clock_of_a_phone_may_be_one_step_off(away: int, right: bool) -> None:
    at = AT + away * HALF

    assert (verify_totp(SECRET, "050471", at=at, last_step=None) == STEP) is right


def test_a_code_works_once_and_so_do_earlier_ones() -> None:
    code = "050471"
    earlier = pyotp.TOTP(SECRET).at(AT - HALF)

    assert verify_totp(SECRET, code, at=AT, last_step=STEP - 1) == STEP
    assert verify_totp(SECRET, code, at=AT, last_step=STEP) is None
    assert verify_totp(SECRET, earlier, at=AT, last_step=STEP) is None
    assert verify_totp(SECRET, pyotp.TOTP(SECRET).at(AT + HALF), at=AT, last_step=STEP) == STEP + 1


@pytest.mark.parametrize("code", ["050 471", " 050471\n", "0 5 0 4 7 1"])
def test_blanks_in_a_code_do_not_matter(code: str) -> None:
    assert verify_totp(SECRET, code, at=AT, last_step=None) == STEP


@pytest.mark.parametrize(
    "code",
    [
        "",
        "050472",
        "50471",
        "0504710",
        "-50471",
        "0x5047",
        "٠٥٠٤٧١",
        "\uff10\uff15\uff10\uff14\uff17\uff11",
        "050471\x00",
        "\ud800",
        " " * 1_000_000 + "050471",
    ],
    ids=range(11),
)
def test_anything_else_is_wrong(code: str) -> None:
    assert verify_totp(SECRET, code, at=AT, last_step=None) is None


def test_a_new_secret_has_160_bits_and_is_another_each_time() -> None:
    first, second = new_totp_secret(), new_totp_secret()

    assert len(first) == 32
    assert first != second
    assert len(pyotp.TOTP(first).byte_secret()) == 20


def test_the_address_for_apps_names_platform_and_account() -> None:
    uri = urlsplit(otpauth_uri(SECRET, email="ada+x@example.com"))

    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert uri.path in {"/Thaiyyal:ada%2Bx@example.com", "/Thaiyyal:ada%2Bx%40example.com"}
    assert parse_qs(uri.query)["secret"] == [SECRET]
    assert parse_qs(uri.query)["issuer"] == ["Thaiyyal"]
