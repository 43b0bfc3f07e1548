"""Numbers: doubles, spelled as JavaScript spells them."""

import pytest

from thaiyyal.kernel.values import (
    NotFinite,
    is_integer,
    is_number,
    number_from_text,
    number_text,
    tidy_number,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (0.1, "0.1"),
        (-1.5, "-1.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (1e-6, "0.000001"),
        (1.25e-5, "0.0000125"),
        (1e-7, "1e-7"),
        (-1.5e-9, "-1.5e-9"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (123456789012345680.0, "123456789012345680"),
        (2**53, "9007199254740992"),
        (2**53 + 1, "9007199254740992"),
        (2**60, "1152921504606847000"),
    ],
)
def test_a_number_is_spelled_as_javascript_does(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-1.5", -1.5), ("+.5", 0.5), ("1.", 1), ("1e3", 1000), ("2E-1", 0.2), ("007", 7)],
)
def test_a_numeric_text_stands_for_its_number(text: str, number: float) -> None:
    assert number_from_text(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "1\n", "0x10", "1_000", "1e", ".", "-", "٣", "1e999", "NaN", "Infinity"],
)
def test_other_texts_are_not_numeric(text: str) -> None:
    assert number_from_text(text) is None


def test_a_million_digits_are_read_without_delay() -> None:
    assert number_from_text("1" * 1_000_000) is None
    assert number_from_text("0." + "1" * 1_000_000) == pytest.approx(1 / 9)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**400])
def test_a_number_beyond_doubles_is_refused(number: float) -> None:
    with pytest.raises(NotFinite):
        tidy_number(number)


def test_a_boolean_is_no_number() -> None:
    assert not is_number(True)
    assert not is_integer(False)


def test_integers_are_recognised_in_both_forms() -> None:
    assert is_integer(2)
    assert is_integer(2.0)
    assert not is_integer(2.5)
    assert not is_integer("2")
