"""Named, typed values: what both context node types share."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ConfigDict, Field

from thaiyyal.kernel.values import Value, is_number, number_from_text, text_form
from thaiyyal.sdk import ContextValues, FieldProblem, Json, NonEmptyText, Params, Text, hints

_RFC_3339 = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.\d+)?([Zz]|[+-]\d{2}:[0-5]\d)", re.ASCII
)
_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
_FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False"})


class Unfit(ValueError):
    """The value does not fit the type."""


_LABELS = {
    "string": "Text",
    "number": "Number",
    "boolean": "True or false",
    "time_string": "Time, such as 2030-01-31T08:00:00Z",
    "epoch_second": "Time, from seconds since 1970",
    "epoch_ms": "Time, from milliseconds since 1970",
    "null": "Nothing",
}


class NamedValue(Params):
    model_config = ConfigDict(title="Value", json_schema_extra={"required": ["name", "type"]})

    name: NonEmptyText = Field(
        description="Expressions read the value as `context.<name>`.",
        json_schema_extra=hints(placeholder="rate"),
    )
    type: Text | None = Field(
        None,
        description="What the value is turned into.",
        json_schema_extra={"enum": list(_LABELS), **hints(labels=_LABELS)},
    )
    value: Json = Field(None, description="The value, as its type or as a text of it.")


class ContextParams(Params):
    context_values: list[NamedValue] | None = Field(
        None, title="Values", description="Names with their values, each of a type."
    )
    context_name: NonEmptyText | None = Field(
        None,
        title="Single name",
        description="The name of one value of any type, instead of a list of values.",
        json_schema_extra=hints(advanced=True),
    )
    context_value: Json = Field(
        None,
        title="Single value",
        description="What the single name stands for, unchanged.",
        json_schema_extra=hints(advanced=True),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is missing, and values that do not fit their type."""
        if self.context_values:
            for at, item in enumerate(self.context_values):
                try:
                    convert(item.type, item.value)
                except Unfit as error:
                    field = f"context_values.{at}"
                    yield FieldProblem("invalid_field", field, f'"{item.name}" {error}')
        elif self.context_name is None:
            message = 'give names and values in "context_values"'
            yield FieldProblem("missing_field", "context_values", message, ("context_name",))
        elif self.context_value is None:
            message = f'"context_value" is the value of "{self.context_name}"'
            yield FieldProblem("missing_field", "context_value", message)

    def values(self) -> dict[str, Value]:
        """Return name -> converted value; a later duplicate wins."""
        if self.context_values:
            return {item.name: convert(item.type, item.value) for item in self.context_values}
        assert self.context_name is not None
        return {self.context_name: self.context_value}


def declared(params: ContextParams, *, is_variable: bool) -> ContextValues:
    """Return what a context node declares."""
    return ContextValues(params.values(), is_variable)


def convert(kind: str | None, value: Any) -> Value:
    """Return ``value`` as ``kind``.

    Raises:
        Unfit: The type is unknown or the value does not fit it.
    """
    converter = _CONVERTERS.get(kind or "")
    if converter is None:
        raise Unfit(f"needs a type: one of {', '.join(_CONVERTERS)}")
    return converter(value)


def _number(value: Any) -> Value:
    if is_number(value):
        number: Value = value
        return number
    found = number_from_text(value) if isinstance(value, str) else None
    if found is None:
        raise Unfit("is no number")
    return found


def _boolean(value: Any) -> Value:
    if isinstance(value, bool):
        return value
    if is_number(value):
        return bool(value != 0)
    if isinstance(value, str) and value in _TRUE | _FALSE:
        return value in _TRUE
    raise Unfit("is neither true nor false")


def _time_string(value: Any) -> Value:
    found = _RFC_3339.fullmatch(value) if isinstance(value, str) else None
    try:
        if found is None:
            raise ValueError
        zone = "+00:00" if found[3] in "Zz" else found[3]
        datetime.fromisoformat(f"{found[1]}T{found[2]}{zone}")
    except ValueError as error:
        raise Unfit("is no time such as 2024-05-01T12:00:00Z") from error
    return str(value)


def _epoch(scale: int) -> Callable[[Any], Value]:
    def from_epoch(value: Any) -> Value:
        try:
            number = math.trunc(value) if is_number(value) else int(_integer_text(value))
            whole, rest = divmod(number * 1000 // scale, 1000)
            moment = datetime.fromtimestamp(whole, UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise Unfit("is no whole number of seconds or milliseconds since 1970") from error
        fraction = f".{rest:03d}".rstrip("0") if rest else ""
        return (
            f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}Z"
            if moment.year >= 1000
            else (f"{moment.year:04d}-{moment:%m-%dT%H:%M:%S}{fraction}Z")
        )

    return from_epoch


def _integer_text(value: Any) -> str:
    digits = value[1:] if isinstance(value, str) and value[:1] in ("+", "-") else value
    if not isinstance(digits, str) or not (digits.isascii() and digits.isdigit()):
        raise ValueError
    return str(value)


_CONVERTERS: Mapping[str, Callable[[Any], Value]] = {
    "string": text_form,
    "number": _number,
    "boolean": _boolean,
    "time_string": _time_string,
    "epoch_second": _epoch(1),
    "epoch_ms": _epoch(1000),
    "null": lambda value: None,
}
