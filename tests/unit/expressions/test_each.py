"""Loops over items: what they give, and what becomes of items that fail."""

from typing import Any

import pytest

from thaiyyal.expressions import Env, EvaluationError, Names, compile_each, compile_reduce

ITEMS: Any = [{"n": 1}, None, {"n": 3}, {"n": 0}]


@pytest.mark.parametrize(
    ("kind", "on_error", "expected"),
    [
        ("map", "skip", ([1, 3, 0], 1)),
        ("map", "null", ([1, None, 3, 0], 1)),
        ("filter", "skip", ([{"n": 1}, {"n": 3}], 1)),
        ("filter", "null", ([{"n": 1}, {"n": 3}], 1)),
        ("partition", "skip", ([{"n": 1}, {"n": 3}], [{"n": 0}], 1)),
        ("partition", "null", ([{"n": 1}, {"n": 3}], [None, {"n": 0}], 1)),
    ],
)
def test_items_that_fail_are_handled_as_asked(kind: Any, on_error: Any, expected: object) -> None:
    assert compile_each("item.n", Names(), kind, on_error).run(ITEMS, Env()) == expected


@pytest.mark.parametrize("kind", ["map", "filter", "partition", "find"])
def test_the_first_failing_item_fails_the_loop(kind: Any) -> None:
    with pytest.raises(EvaluationError) as caught:
        compile_each("item.n > 1", Names(), kind, "fail").run(ITEMS, Env())

    assert (caught.value.code, caught.value.position) == ("null_access", 5)


@pytest.mark.parametrize(("text", "expected"), [("item.n == 3", (2, 1)), ("item.n == 9", (-1, 1))])
def test_find_gives_the_index_of_the_first_match(text: str, expected: tuple[int, int]) -> None:
    assert compile_each(text, Names(), "find", "skip").run(ITEMS, Env()) == expected


def test_find_does_not_look_at_later_items() -> None:
    find = compile_each("10 / item > 1", Names(), "find", "fail")

    assert find.run([5, 0], Env()) == (0, 0)


def test_every_item_sees_its_place_in_the_list() -> None:
    each = compile_each("[item, index, items.length, input]", Names(), "map", "fail")

    assert each.run(["a", "b"], Env()) == ([["a", 0, 2, "a"], ["b", 1, 2, "b"]], 0)


def test_indices_go_on_over_slices() -> None:
    each = compile_each("index == item", Names(), "filter", "null")

    assert len(each.run(list(range(3_000)), Env())[0]) == 3_000


@pytest.mark.parametrize(("on_error", "expected"), [("skip", (4, 1)), ("null", (None, 3))])
def test_a_fold_handles_items_that_fail(on_error: Any, expected: object) -> None:
    fold = compile_reduce("acc + item.n", Names(), on_error)

    assert fold.run(ITEMS, 0, Env()) == expected


def test_a_fold_of_nothing_is_its_start() -> None:
    assert compile_reduce("1 / 0", Names(), "fail").run([], "start", Env()) == ("start", 0)


def test_dates_leave_a_loop_as_texts() -> None:
    assert compile_each("fromEpoch(item)", Names(), "map", "fail").run([0], Env())[0] == [
        "1970-01-01T00:00:00Z"
    ]


def test_every_item_has_steps_of_its_own() -> None:
    each = compile_each("items.map(x => x + 1).length", Names(), "map", "fail")

    assert each.run(list(range(3_000)), Env())[0][-1] == 3_000


def test_values_too_deep_for_a_list_are_refused() -> None:
    deep: Any = 1
    for _ in range(99):
        deep = [deep]

    with pytest.raises(EvaluationError) as caught:
        compile_each("[item]", Names(), "map", "fail").run([deep], Env())

    assert caught.value.code == "limit_exceeded"
