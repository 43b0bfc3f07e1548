"""Collect the items of a list by the value of a field, or count, add up and compare them.

Keys are the text of the field's value (`null` where it is missing) and come in the order in which
they first appear. Without an aggregate every key has the list of its items.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Literal

from pydantic import Field

from thaiyyal.kernel.values import Value, is_number, text_form, tidy_number
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
    invalid_input,
)

_ABSENT: Any = object()
_NEED_VALUES = ("sum", "avg", "min", "max")
Groups = dict[str, list[Value]]


class GroupByParams(Params):
    field: NonEmptyText = Field(description="Items with the same value here belong together.")
    aggregate: Literal["count", "sum", "avg", "min", "max", "values"] | None = Field(
        None, description="What to give for every group; empty: its items."
    )
    value_field: Text | None = Field(None, description="The field to add up or compare.")

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
    groups: Groups = {}
    for at in range(0, len(items), SLICE):
        check()
        for item in items[at : at + SLICE]:
            key = item.get(field) if type(item) is dict else item
            if type(key) is not str:
                key = text_form(key)
            group = groups.get(key)
            if group is None:
                groups[key] = [item]
            else:
                group.append(item)
    return groups


def _values(items: list[Value], field: str, value_field: str, check: Callable[[], None]) -> Groups:
    """Return per key the values that are there: one pass, the items are not looked at again."""
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    rows: list[Any] = items  # anything but an object with both fields ends up in the except
    for at in range(0, len(rows), SLICE):
        check()
        for item in rows[at : at + SLICE]:
            try:
                key, value = item[field], item[value_field]
            except (KeyError, TypeError):
                key = item.get(field) if type(item) is dict else item
                value = item.get(value_field, _ABSENT) if type(item) is dict else _ABSENT
            group = groups[key if type(key) is str else text_form(key)]
            if value is not _ABSENT:
                group.append(value)
    return groups


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
    numbers: list[float] = []
    for at in range(0, len(values), SLICE):
        check()
        part = values[at : at + SLICE]
        numbers += [value for value in part if type(value) is int or type(value) is float]
    if len(numbers) < len(values):
        wrong = [value for value in values if value is not None and not is_number(value)]
        if wrong:
            raise invalid_input(f'the group "{key[:60]}" has a value that is no number')
    return numbers


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
