"""Help with expressions over HTTP: previews, and the catalogue of the language."""

from typing import Any

import pytest

from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform


def preview(platform: Platform, **body: Any) -> Answer:
    member = platform.make_member(platform.make_tenant(), "nothing")
    return platform.ask("POST", "/expressions/preview", by=member, json=body)


def test_an_expression_is_computed_with_the_values_that_come_with_it(platform: Platform) -> None:
    answer = preview(platform, text="input.n + node.a", input={"n": 1}, nodes={"a": 2})

    assert answer.status == 200
    assert answer.json == {"ok": True, "value": 3, "kind": "number", "is_preview": False}


def test_a_fault_is_an_answer_with_its_place(platform: Platform) -> None:
    answer = preview(platform, text="a {{ summ(1) }}", format="template")

    assert answer.status == 200
    assert answer.json == {
        "ok": False,
        "error": {
            "code": "unknown_function",
            "message": "there is no function 'summ'",
            "position": {"start": 5, "end": 9},
            "hint": "Did you mean sum?",
        },
    }


def test_no_input_is_not_the_same_as_a_name_that_is_not_bound(platform: Platform) -> None:
    assert preview(platform, text="input").json["value"] is None
    assert preview(platform, text="index").json["error"]["code"] == "unknown_name"
    assert preview(platform, text="index", index=3).json["value"] == 3
    assert preview(platform, text="item", input=1, item=None).json["value"] is None


def test_items_are_computed_one_by_one(platform: Platform) -> None:
    answer = preview(platform, text="item.a", format="items", input=[{"a": 1}, 2])

    assert [one["ok"] for one in answer.json["items"]] == [True, False]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": 1},
        {"text": "1", "format": "code"},
        {"text": "1", "nodes": [1]},
        {"text": "1", "index": -1},
        {"text": "1" * 100_001},
        {"text": "1", "nodes": {"a": [[[]]] * 2}, "more": 1},
    ],
)
def test_another_shape_is_refused(platform: Platform, body: dict[str, Any]) -> None:
    assert preview(platform, **body).status == 422


def test_more_than_a_mebibyte_is_refused(platform: Platform) -> None:
    answer = preview(platform, text="input", input="x" * 1024 * 1024)

    assert (answer.status, answer.code) == (413, "body_too_large")


def test_values_that_json_can_hardly_spell_come_back(platform: Platform) -> None:
    value = ["\x00\u2028", 1e300, -0.5, 9_007_199_254_740_993, "😀"]

    answer = preview(platform, text="input", input=value)

    assert answer.json["value"][0] == "\x00\u2028"
    assert answer.json["value"][4] == "😀"


def test_nothing_of_a_tenant_can_be_reached(platform: Platform) -> None:
    for text in (
        "variables",
        "context",
        "node",
        "input.constructor",
        "process",
        "__import__('os')",
    ):
        answer = preview(platform, text=text).json
        assert answer["ok"] is False or answer["value"] in ({}, None), (text, answer)


def test_previews_are_for_people_who_are_signed_in(platform: Platform) -> None:
    assert platform.ask("POST", "/expressions/preview", json={"text": "1"}).status == 401
    assert platform.ask("GET", "/expressions/functions").status == 401


def test_all_functions_methods_and_names_are_listed(platform: Platform) -> None:
    answer = platform.ask("GET", "/expressions/functions", by=platform.make_tenant())

    functions = [one["name"] for one in answer.json["items"] if one["kind"] == "function"]
    assert functions == list(FUNCTIONS)
    assert answer.json["items"][functions.index("sum")] == {
        "name": "sum",
        "kind": "function",
        "of": None,
        "signature": "sum(list)",
        "returns": "number",
        "purpose": "Adds numbers; 0 for an empty list.",
        "example": "sum([1, 2, 3]) -> 6",
    }
    assert {one["of"] for one in answer.json["items"]} == {None, "text", "list"}
    assert "accumulator" in [one["name"] for one in answer.json["names"]]
    assert answer.json["next_cursor"] is None


def test_a_language_that_is_known_is_not_sent_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    tag = platform.ask("GET", "/expressions/functions", by=owner).headers["etag"]

    headers = {"If-None-Match": tag}
    answer = platform.ask("GET", "/expressions/functions", by=owner, headers=headers)

    assert (answer.status, answer.body) == (304, b"")
