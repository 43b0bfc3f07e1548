"""Previews of expressions: values, faults with their places, and bounds."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from thaiyyal.features.executions.expressions.preview import MOST_BYTES, Question, preview
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values import dump_json

_NOON_MS = 1_769_860_800_000


def shown(text: str, format: str = "expression", value: Any = None, **more: Any) -> Any:
    """Return the answer about a text, on a clock that stands still."""
    return preview(Question(text, format, value, **more), now_ms=_NOON_MS, clock=lambda: 0.0)


def fault(text: str, format: str = "expression", value: Any = None, **more: Any) -> Any:
    answer = shown(text, format, value, **more)
    assert answer["ok"] is False, answer
    return answer["error"]


def at_fault(text: str, format: str = "expression", value: Any = None, **more: Any) -> str:
    """Return the part of the text that is at fault."""
    place = fault(text, format, value, **more)["position"]
    return text[place["start"] : place["end"]]


def test_a_value_comes_with_its_kind() -> None:
    answer = shown("input.total * 2", value={"total": 21})

    assert answer == {"ok": True, "value": 42, "kind": "number", "is_preview": False}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("null", "null"),
        ("1 == 1", "boolean"),
        ("'a'", "text"),
        ("[1]", "list"),
        ("{a: 1}", "object"),
        ("now()", "text"),
    ],
)
def test_kinds_have_their_plain_names(text: str, kind: str) -> None:
    assert shown(text)["kind"] == kind


def test_all_stores_can_be_read() -> None:
    answer = shown(
        "input + node.a + variables.b + context.c",
        value=1,
        nodes={"a": 2},
        variables={"b": 3},
        context={"c": 4},
    )

    assert answer["value"] == 10


def test_the_clock_is_that_of_the_server() -> None:
    assert shown("now()")["value"] == "2026-01-31T12:00:00Z"


@pytest.mark.parametrize("format", ["expression", "loop", "template"])
def test_names_of_a_loop_are_bound_when_they_are_given(format: str) -> None:
    text = "{{ item + index }}" if format == "template" else "item + index"

    assert shown(text, format, loop={"item": 5, "index": 2})["value"] == 7
    assert fault(text, format, 5)["code"] == "unknown_name"


def test_the_first_five_items_are_computed_each_for_itself() -> None:
    answer = shown("item * 2 + index + items.length", "items", [1, "a", 3, 4, 5, 6])

    values = [one.get("value", one.get("error", {}).get("code")) for one in answer["items"]]
    assert values == [8, "type_error", 14, 17, 20]


def test_a_fault_of_the_text_is_told_once_and_not_for_every_item() -> None:
    assert fault("item *", "items", [1, 2])["code"] == "syntax_error"
    assert fault("item *", "items", [])["code"] == "syntax_error"


def test_items_of_an_empty_list_are_none() -> None:
    assert shown("item", "items", []) == {"ok": True, "items": []}


def test_items_need_a_list() -> None:
    error = fault("item", "items", {"a": 1})

    assert error["message"] == "a list is needed here, not an object"
    assert error["position"] is None


def test_a_reduction_sees_the_value_so_far() -> None:
    answer = shown("accumulator + item", "items", [1, 2], loop={"accumulator": 10})

    assert [one["value"] for one in answer["items"]] == [11, 12]


@pytest.mark.parametrize(
    ("text", "format", "part"),
    [
        ("1 + summ(2)", "expression", "summ"),
        ("input.a === input.b.c", "expression", "c"),
        ("1 - 'a'", "expression", "-"),
        ("node.fetch.a", "expression", "fetch"),
        ("'abc", "expression", "'abc"),
        ("1 +", "expression", ""),
        ("Dear {{ input.b.c }}!", "template", "c"),
        ("Dear {{ summ(1) }}!", "template", "summ"),
        ("Dear {{ input", "template", "{{"),
        ('{"a": ["{{ input.b.c }}"]}', "templated-json", "c"),
        ('{"\\u00e9\\n": "\\u00e9\\n\\ud83d\\ude00{{ summ(1) }}"}', "templated-json", "summ"),
        ("no JSON {{ input.b.c }}", "templated-json", "c"),
    ],
)
def test_the_position_is_that_in_the_text(text: str, format: str, part: str) -> None:
    assert at_fault(text, format, {"b": None}) == part


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("summ(1)", "sum"),
        ("[1].mapp(x => x)", "map"),
        ("inptu", "input"),
        ("totl", "total"),
        ("node.fetchh", "fetch"),
        ("node?.x + variables . ttoal", "total"),
        ("context.curency", "currency"),
    ],
)
def test_what_was_probably_meant_is_told(text: str, meant: str) -> None:
    error = fault(
        text,
        value={"total": 1},
        nodes={"fetch": 1, "x": 1},
        variables={"total": 1},
        context={"currency": 1},
    )

    assert error["hint"] == f"Did you mean {meant}?"


@pytest.mark.parametrize("text", ["qqqqqq", "1 / 0", "node.qqqqqq", "input.qqqqqq.a"])
def test_where_nothing_is_alike_nothing_is_guessed(text: str) -> None:
    assert "hint" not in fault(text, value={}, nodes={"fetch": 1})


def test_templates_give_texts_and_lone_expressions_values() -> None:
    assert shown("{{ input }}", "template", [1])["value"] == [1]
    assert shown("a {{ input }}", "template", [1])["value"] == "a [1]"


def test_texts_in_json_are_templates_and_keys_are_not() -> None:
    text = '{"{{ a }}": ["{{ input }}", "x {{ input }}", 1.50, null, "\\u00e9\\n"]}'

    assert shown(text, "templated-json", 3)["value"] == {
        "{{ a }}": [3, "x 3", 1.5, None, "é\n"],
    }


def test_json_in_the_value_of_a_template_stays_a_value() -> None:
    value = {"quote": '"', "list": [1, {"a": "{{ b }}"}]}

    assert shown('["{{ input }}"]', "templated-json", value)["value"] == [value]


def test_a_large_value_is_shown_as_its_beginning() -> None:
    answer = shown("input.map(n => 'x'.repeat(1000))", value=list(range(1_000)))

    assert (answer["ok"], answer["kind"], answer["is_preview"]) == (True, "list", True)
    assert len(dump_json(answer["value"])) <= MOST_BYTES


def test_a_value_is_whole_as_far_as_64_kib() -> None:
    longest = MOST_BYTES - 2

    assert shown("input", value="x" * longest)["is_preview"] is False
    assert shown("input", value="x" * (longest + 1))["is_preview"] is True
    assert shown("input", value="é" * (longest // 2 + 1))["is_preview"] is True


def test_a_value_that_is_small_in_memory_and_large_as_json_is_cut() -> None:
    answer = shown("input.map(x => input)", value=["x" * 500] * 900)

    assert answer["is_preview"] is True


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("input.map(x => input.map(y => x + y))", "expression"),
        ("[{{ input.map(x => input.map(y => x + y)) }}]", "template"),
        ('["{{ input.map(x => input.map(y => x + y)) }}"]', "templated-json"),
    ],
)
def test_the_time_is_bounded(text: str, format: str) -> None:
    ticks: Iterator[int] = count()
    question = Question(text, format, list(range(3_000)))

    answer: Any = preview(question, now_ms=0, clock=lambda: next(ticks) / 50)

    assert answer["error"]["code"] == "timeout"
    assert answer["error"]["message"].startswith("a preview takes 100 ms at most")


def test_the_time_is_for_all_items_together() -> None:
    ticks: Iterator[int] = count()
    question = Question("item", "items", [1, 2, 3, 4, 5])

    answer: Any = preview(question, now_ms=0, clock=lambda: next(ticks) / 25)

    assert [one["ok"] for one in answer["items"]] == [True, True, False, False, False]


def test_json_that_would_become_too_long_is_refused() -> None:
    text = dump_json(["{{ input }}"] * 100)

    assert fault(text, "templated-json", "x" * 50_000)["code"] == "limit_exceeded"


@pytest.mark.parametrize("place", ["value", "nodes", "variables", "context", "loop"])
def test_what_is_given_is_100_deep_at_most(place: str) -> None:
    deep: Any = 1
    for _ in range(101):
        deep = [deep]
    given: dict[str, Any] = {place: deep if place == "value" else {"a": deep}}

    with pytest.raises(LimitExceeded):
        shown("1", **given)
