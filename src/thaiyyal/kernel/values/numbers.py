"""Numbers as IEEE-754 doubles, kept as ``int`` where that is cheap and exact.

``2`` and ``2.0`` are one value; a bool is never a number.
"""

import re
from math import isfinite
from typing import TypeGuard

from thaiyyal.kernel.errors import ThaiyyalError

LARGEST_EXACT = 2**53

_NUMERIC = re.compile(
    r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?", re.ASCII
).fullmatch


class NotFinite(ThaiyyalError):
    """A number is NaN or too large for a double."""

    code = "not_finite"


def is_number(value: object) -> TypeGuard[int | float]:
    """Say whether ``value`` is a number (a bool is none)."""
    kind = type(value)
    return kind is int or kind is float


def is_integer(value: object) -> bool:
    """Say whether ``value`` is a number without a fraction."""
    if type(value) is float:
        return value.is_integer()
    return type(value) is int


def tidy_number(number: float) -> int | float:
    """Return ``number`` as it is kept: an exact ``int`` or else a finite double.

    >>> [tidy_number(n) for n in (2.0, -0.0, 0.5, 2**53 + 1)]
    [2, 0, 0.5, 9007199254740992]
    """
    if type(number) is int:
        if -LARGEST_EXACT <= number <= LARGEST_EXACT:
            return number
        number = _double(number)
    double = float(number)
    if not isfinite(double):
        raise NotFinite("the number is not finite")
    if double.is_integer() and -LARGEST_EXACT <= double <= LARGEST_EXACT:
        return int(double)
    return double


def _double(number: float) -> float:
    try:
        return float(number)
    except OverflowError as err:
        raise NotFinite("the number is too large") from err


def number_from_text(text: str) -> int | float | None:
    """Return the number a numeric text stands for, or None when it is no numeric text.

    >>> [number_from_text(t) for t in ("12", "-.5e1", "1.", " 1", "1e999", "0x1")]
    [12, -5, 1, None, None, None]
    """
    if _NUMERIC(text) is None:
        return None
    number = float(text)
    return tidy_number(number) if isfinite(number) else None


def number_text(number: float) -> str:
    """Return ``number`` as JavaScript prints it.

    >>> [number_text(n) for n in (1.0, -0.0, 1e21, 1e-7, 123456789012345680000.0)]
    ['1', '0', '1e+21', '1e-7', '123456789012345680000']
    """
    if type(number) is int and -LARGEST_EXACT <= number <= LARGEST_EXACT:
        return str(number)
    text = repr(_double(number))
    if "e" not in text:
        whole = text.removesuffix(".0")
        return "0" if whole == "-0" else whole
    return _unfold_exponent(text)


def _unfold_exponent(text: str) -> str:
    sign = "-" if text[0] == "-" else ""
    mantissa, _, exponent_text = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits, exponent = whole + fraction.rstrip("0"), int(exponent_text)
    if 0 <= exponent < 21:
        if len(digits) <= exponent + 1:
            return sign + digits.ljust(exponent + 1, "0")
        return sign + digits[: exponent + 1] + "." + digits[exponent + 1 :]
    if -7 < exponent < 0:
        return sign + "0." + "0" * (-exponent - 1) + digits
    point = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{point}e{exponent:+d}"
