"""Recovery codes: what they look like and how they may be typed."""

import re
from hashlib import sha256

import pytest

from thaiyyal.features.accounts.recovery_codes import digest_of_recovery_code, new_recovery_codes


def test_ten_different_codes_without_letters_that_look_like_digits() -> None:
    codes = new_recovery_codes()

    assert len(set(codes)) == 10
    for code in codes:
        assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)


@pytest.mark.parametrize(
    ("drawn", "code"),
    [(b"\x00" * 10, "0000-0000-0000-0000"), (b"\xff" * 10, "ZZZZ-ZZZZ-ZZZZ-ZZZZ")],
)
def test_every_bit_counts(drawn: bytes, code: str) -> None:
    assert new_recovery_codes(draw=lambda _: drawn)[0] == code


@pytest.mark.parametrize(
    "typed",
    [
        "01AB-CD0Z-1111-00XY",
        "01abcd0z111100xy",
        " 01AB CD0Z 1111 00XY\n",
        "O1ab-cdoz-IlLi-oOxy",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert digest_of_recovery_code(typed) == sha256(b"01ABCD0Z111100XY").digest()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "----",
        "01AB-CD0Z-1111-00X",
        "01AB-CD0Z-1111-00XYZ",
        "U1AB-CD0Z-1111-00XY",
        "01AB_CD0Z_1111_00XY",
        "01AB-CD0Z-1111-00X\u0660",
        "\u017f1AB-CD0Z-1111-00XY\ud800",
        "01AB-CD0Z-1111-00XY" + "\x00",
        "-" * 1_000_000,
    ],
    ids=range(10),
)
def test_what_cannot_be_a_code_has_no_digest(typed: str) -> None:
    assert digest_of_recovery_code(typed) is None
