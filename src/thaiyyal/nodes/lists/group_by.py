"""Collect the items of a list by the value of a field, or count, add up and compare them.

Keys are the text of the field's value (`null` where it is missing) and come in the order in which
they first appear. Without an aggregate every key has the list of its items.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Literal

from pydantic import Field

from thaiyyal.kernel.values import Value, text_form, tidy_number
from thaiyyal.nodes.lists.fields import SLICE
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    FieldProblem,
    Inputs,
    NodeType,
    NonEmptyText,
    Params,
    StepError,
    Text,
    hints,
    invalid_input,
)

_NUMBERS: set[type] = {int, float}
_NEED_VALUES = ("sum", "avg", "min", "max")
Groups = dict[str, list[Value]]


class GroupByParams(Params):
    field: NonEmptyText = Field(
        title="Group by",
        description="Items with the same value in this field belong together.",
        json_schema_extra=hints(placeholder="country"),
    )
    aggregate: Literal["count", "sum", "avg", "min", "max", "values"] | None = Field(
        None,
        title="Give",
        description="What every group becomes; the list of its items if it is left out.",
        json_schema_extra=hints(
            labels={
                "count": "The number of its items",
                "sum": "The sum of a field",
                "avg": "The average of a field",
                "min": "The smallest value of a field",
                "max": "The largest value of a field",
                "values": "The values of a field",
            }
        ),
    )
    value_field: Text | None = Field(
        None,
        description="The field whose values are added up, compared or listed.",
        json_schema_extra=hints(
            placeholder="price",
            shown_when={"aggregate": ["sum", "avg", "min", "max", "values"]},
        ),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield an aggregate without the field it needs."""
        if self.aggregate in _NEED_VALUES and self.value_field is None:
            message = f'"value_field" says what to use for {self.aggregate}'
            yield FieldProblem("missing_field", "value_field", message)


class GroupBy(NodeType[GroupByParams]):
    type = "group_by"
    label = "Group by"
    group = "Lists"
    icon = "stack-2"
    inputs = Inputs.ONE
    accepts = "list"
    aliases = {"key_field": "field"}
    facts = ("input_count", "group_count")
    examples = (
        Example(
            title="Count by city",
            params={"field": "city", "aggregate": "count"},
            inputs=[[{"city": "Oslo"}, {"city": "Bern"}, {"city": "Oslo"}]],
            out={"Oslo": 2, "Bern": 1},
        ),
        Example(
            title="Total by city",
            params={"field": "city", "aggregate": "sum", "value_field": "n"},
            inputs=[[{"city": "Oslo", "n": 2}, {"city": "Oslo", "n": 3}]],
            out={"Oslo": 5},
        ),
    )

    def run(self, params: GroupByParams, items: list[Value], context: Context) -> Emit:
        field, kind = params.value_field, params.aggregate
        if field is not None and kind is not None and kind != "count":
            groups = _values(items, params.field, field, context.check)
        else:
            groups = _groups(items, params.field, context.check)
        meta = {"input_count": len(items), "group_count": len(groups)}
        return Emit(_aggregated(groups, kind, context.check), meta=meta)


def _groups(items: list[Value], field: str, check: Callable[[], None]) -> Groups:
    """Return per key its items: fast while all are objects with a text, else from the start."""
    groups: defaultdict[Any, list[Value]] = defaultdict(list)
    rows: list[Any] = items
    for at in range(0, len(rows), SLICE):
        check()
        try:
            for item in rows[at : at + SLICE]:
                groups[item[field]].append(item)
        except (KeyError, TypeError):
            return _groups_of_any(items, field, check)
        if set(map(type, groups)) != {str}:  # as a key of a dict 1 is also true
            return _groups_of_any(items, field, check)
    return groups


def _groups_of_any(items: list[Value], field: str, check: Callable[[], None]) -> Groups:
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    whole: dict[int, str] = {}
    for at in range(0, len(items), SLICE):
        check()
        for item in items[at : at + SLICE]:
            key = item.get(field) if type(item) is dict else item
            if type(key) is int:
                name = whole.get(key)
                if name is None:
                    name = whole[key] = text_form(key)
            else:
                name = key if type(key) is str else text_form(key)
            groups[name].append(item)
    return groups


def _values(items: list[Value], field: str, value_field: str, check: Callable[[], None]) -> Groups:
    """Return per key the values that are there: one pass, the items are not looked at again."""
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    rows: list[Any] = items  # anything but an object with both fields ends up in the except
    for at in range(0, len(rows), SLICE):
        check()
        for item in rows[at : at + SLICE]:
            try:
                key = item[field]
                value = item[value_field]
            except (KeyError, TypeError):
                _put_rare(groups, item, field, value_field)
                continue
            groups[key if type(key) is str else text_form(key)].append(value)
    return groups


def _put_rare(groups: Groups, item: Value, field: str, value_field: str) -> None:
    """Put an item that is no object, or lacks a field, into its group."""
    key = item.get(field) if type(item) is dict else item
    group = groups[key if type(key) is str else text_form(key)]
    if type(item) is dict and value_field in item:
        group.append(item[value_field])


def _aggregated(groups: Groups, kind: str | None, check: Callable[[], None]) -> Value:
    if kind is None or kind == "values":
        return dict(groups.items())
    if kind == "count":
        return {key: len(group) for key, group in groups.items()}
    found: dict[str, Value] = {}
    for key, values in groups.items():
        check()
        found[key] = _one(kind, _numbers(values, key, check))
    return found


def _numbers(values: list[Any], key: str, check: Callable[[], None]) -> list[float]:
    """Return the numbers among the values; only null may stand between them."""
    kinds: set[type] = set()
    for at in range(0, len(values), SLICE):
        check()
        kinds.update(map(type, values[at : at + SLICE]))
    if kinds <= _NUMBERS:
        return values
    if kinds <= _NUMBERS | {type(None)}:
        return [value for value in values if value is not None]
    raise invalid_input(f'the group "{key[:60]}" has a value that is no number')


def _one(kind: str, numbers: list[float]) -> Value:
    if not numbers:
        return 0 if kind == "sum" else None
    if kind == "min":
        return min(numbers)
    if kind == "max":
        return max(numbers)
    total = sum(numbers)
    if not math.isfinite(total):
        raise StepError("not_finite", "the sum is too large for a number")
    return tidy_number(total if kind == "sum" else total / len(numbers))
