"""Fields of the items of a list, read fast and with exact errors."""

from collections.abc import Callable
from typing import Any

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Limits, StepError

SLICE = 4096


def take_field(
    items: list[Value], name: str, *, on_error: str, check: Callable[[], None]
) -> tuple[list[Value], int]:
    """Return ``item.<name>`` of every item (null where an object lacks it) and the errors met."""
    values: list[Value] = []
    errors = 0
    for at in range(0, len(items), SLICE):
        check()
        part = items[at : at + SLICE]
        try:
            values += [item.get(name) for item in part]  # type: ignore[union-attr]
        except AttributeError:
            errors += _one_by_one(values, part, name, on_error)
    return values, errors


def _one_by_one(values: list[Value], part: list[Value], name: str, on_error: str) -> int:
    errors = 0
    for item in part:
        if isinstance(item, dict):
            values.append(item.get(name))
        elif isinstance(item, (str, list)) and name == "length":
            values.append(len(item))
        elif on_error == "fail":
            code = "null_access" if item is None else "type_error"
            raise StepError(code, f'cannot read the field "{name}" of an item that is no object')
        else:
            errors += 1
            if on_error == "null":
                values.append(None)
    return errors


def present_values(items: list[Value], name: str, check: Callable[[], None]) -> list[Value]:
    """Return the field of those items that are objects and have it."""
    values: list[Value] = []
    for at in range(0, len(items), SLICE):
        check()
        part = items[at : at + SLICE]
        values += [item[name] for item in part if isinstance(item, dict) and name in item]
    return values


def check_cells(rows: int, columns: int, limits: Limits) -> None:
    """Refuse a table that is far larger than the longest list: its rows may share their items."""
    most = 10 * limits.list_length
    if rows * columns > most:
        raise StepError("limit_exceeded", f"the table would have more than {most} cells")


def keys_of(items: list[Any], name: str, check: Callable[[], None]) -> list[Value]:
    """Return the field of every item; null where it is missing or the item is no object."""
    keys: list[Value] = []
    for at in range(0, len(items), SLICE):
        check()
        keys += [i.get(name) if type(i) is dict else None for i in items[at : at + SLICE]]
    return keys
