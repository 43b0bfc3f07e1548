"""Field types for parameters: strict JSON types with one error code and a form kind each.

Nothing is coerced: a number is not a text, true is not 1; an integer is any number without
fraction. Wrong values raise ``invalid_field`` through pydantic.
"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from thaiyyal.kernel.values import is_integer, is_number

MAX_TEXT_PARAMETER = 1_048_576
"""Longest text parameter, in characters."""

_UNITS_S = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = r"(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|ms|s|m|h)"
_DURATION = re.compile(rf"(?:{_PART})+", re.ASCII)
_PARTS = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|ms|s|m|h)", re.ASCII)
_POSITIVE_PART = r"(?:0*[1-9]\d*(?:\.\d*)?|\d*\.0*[1-9]\d*)(?:ns|us|ms|s|m|h)"
_DIGITS = re.compile(r"\d+", re.ASCII)
_LONGEST_S = 10 * 365 * 86400.0


def invalid(message: str) -> PydanticCustomError:
    """Return the error for a field whose value is wrong."""
    return PydanticCustomError("invalid_field", "{reason}", {"reason": message})


def missing(message: str) -> PydanticCustomError:
    """Return the error for a field that must be given."""
    return PydanticCustomError("missing_field", "{reason}", {"reason": message})


def seconds_from_duration(text: str) -> float | None:
    """Return the seconds of a duration text (``300ms``, ``1h30m``, ``250`` = ms), else None.

    >>> seconds_from_duration("1.5s"), seconds_from_duration("250"), seconds_from_duration("1 s")
    (1.5, 0.25, None)
    """
    if _DIGITS.fullmatch(text):
        seconds = float(text) / 1000.0
    elif _DURATION.fullmatch(text):
        seconds = sum(float(n) * _UNITS_S[unit] for n, unit in _PARTS.findall(text))
    else:
        return None
    return seconds if seconds <= _LONGEST_S else None


def duration_text(seconds: float) -> str:
    """Return the shortest text for a duration.

    >>> duration_text(30.0), duration_text(300.0), duration_text(5400.0), duration_text(0.25)
    ('30s', '5m', '90m', '250ms')
    """
    if seconds and seconds < 1:
        return f"{seconds * 1000:g}ms"
    for unit in ("h", "m"):
        count = seconds / _UNITS_S[unit]
        if count >= 1 and count == int(count):
            return f"{int(count)}{unit}"
    return f"{seconds:g}s"


def _text(value: object) -> object:
    if type(value) is not str:
        raise invalid("must be a text")
    if len(value) > MAX_TEXT_PARAMETER:
        raise invalid(f"is longer than {MAX_TEXT_PARAMETER} characters")
    return value


def _non_empty(value: object) -> object:
    if _text(value) == "":
        raise invalid("must not be empty")
    return value


def _number(value: Any) -> object:
    if not is_number(value):
        raise invalid("must be a number")
    return value


def _integer(value: Any) -> object:
    if not is_integer(value):
        raise invalid("must be a whole number")
    return int(value)


def _boolean(value: object) -> object:
    if type(value) is not bool:
        raise invalid("must be true or false")
    return value


def _duration(value: object) -> float:
    if type(value) is not str:
        raise invalid('must be a duration text such as "300ms" or "1h30m"')
    seconds = seconds_from_duration(value)
    if seconds is None:
        raise invalid(
            f'"{value[:40]}" is no duration; write for example "300ms", "1.5s" or "1h30m"'
        )
    return seconds


def _positive_duration(value: object) -> float:
    seconds = _duration(value)
    if seconds <= 0:
        raise invalid("must be longer than 0")
    return seconds


def _json(value: Any) -> Any:
    return value


def any_case(*choices: str) -> BeforeValidator:
    """Accept one of ``choices`` in any case and return it as spelled here."""
    known = {choice.casefold(): choice for choice in choices}

    def read(value: object) -> object:
        found = known.get(value.casefold()) if isinstance(value, str) else None
        if found is None:
            raise invalid(f"must be one of {', '.join(choices)}")
        return found

    return BeforeValidator(read)


def _duration_schema(pattern: str) -> dict[str, Any]:
    return {"type": "string", "format": "duration", "pattern": f"^({pattern})$"}


_ANY_DURATION = rf"\d+|({_PART})+"
_ABOVE_ZERO = rf"0*[1-9]\d*|({_PART})*{_POSITIVE_PART}({_PART})*"

Text = Annotated[str, BeforeValidator(_text)]
NonEmptyText = Annotated[
    str, BeforeValidator(_non_empty), WithJsonSchema({"type": "string", "minLength": 1})
]
# Validators before, not instead of, pydantic's own: bounds such as ge=1 must still be checked.
Number = Annotated[int | float, BeforeValidator(_number)]
Integer = Annotated[int, BeforeValidator(_integer)]
Boolean = Annotated[bool, PlainValidator(_boolean), WithJsonSchema({"type": "boolean"})]
Duration = Annotated[
    float, PlainValidator(_duration), WithJsonSchema(_duration_schema(_ANY_DURATION))
]
"""A duration text in the document, seconds as a float in Python."""
PositiveDuration = Annotated[
    float, PlainValidator(_positive_duration), WithJsonSchema(_duration_schema(_ABOVE_ZERO))
]
Json = Annotated[Any, PlainValidator(_json), WithJsonSchema({"format": "json"})]
"""Any JSON value, unchanged."""
