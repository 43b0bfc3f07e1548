import re
from typing import Annotated, Any, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ConfigDict, Field

from thaiyyal.sdk import (
    Boolean,
    Duration,
    ExpressionText,
    Integer,
    Json,
    NonEmptyText,
    Number,
    Params,
    PositiveDuration,
    TemplateText,
    Text,
    form_schema,
    hints,
)
from thaiyyal.sdk.fields import duration_text, seconds_from_duration
from thaiyyal.sdk.required import NOT_EMPTY


class Row(Params):
    model_config = ConfigDict(title="Row")

    name: NonEmptyText = Field(description="Its name.")


class Labelled(Params):
    label: Text = Field("", description="Not the label of a node.")


class Everything(Params):
    page_size: Integer = Field(10, ge=1, le=100)
    at_most: Annotated[Integer, Field(ge=1)] | None = None
    share: Annotated[Number, Field(gt=0)] | None = None
    factor: Number = Field(2.0, lt=10)
    wait: Duration = 90.0
    period: PositiveDuration = 1.0
    api_url: Text = "x"
    kind: Literal["b", "a"] = Field("a", json_schema_extra=hints(labels={"a": "A", "b": "B"}))
    only: Literal["one"] = "one"
    value: Json = None
    row: Row | None = Field(None, title="One row", description="A row.")
    rows: list[Row] = Field(default_factory=list)
    labelled: Labelled | None = None
    yes: Boolean | None = Field(None, json_schema_extra=hints(advanced=True))
    code: Annotated[ExpressionText, NOT_EMPTY]
    letter: TemplateText | None = Field(None, alias="from")


FIELDS: dict[str, Any] = form_schema(Everything)["properties"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("page_size", {"minimum": 1, "maximum": 100}, id="bounds of a field"),
        pytest.param("at_most", {"type": "integer", "minimum": 1}, id="a bound of what may lack"),
        pytest.param("share", {"type": "number", "exclusiveMinimum": 0}, id="above a bound"),
        pytest.param("factor", {"default": 2, "exclusiveMaximum": 10}, id="below a bound"),
        pytest.param("wait", {"type": "string", "default": "90s"}, id="a duration as a text"),
        pytest.param("api_url", {"title": "Api URL", "default": "x"}, id="an acronym"),
        pytest.param("only", {"enum": ["one"], "default": "one"}, id="a choice of one"),
        pytest.param("row", {"title": "One row", "description": "A row."}, id="an object"),
        pytest.param("yes", {"type": "boolean", "advanced": True}, id="a hint"),
        pytest.param("code", {"minLength": 1, "maxLength": 10_000}, id="code that must be there"),
        pytest.param("from", {"type": "string", "format": "template"}, id="another name"),
    ],
)
def test_a_field_says_what_a_form_needs(name: str, says: dict[str, Any]) -> None:
    found = FIELDS[name]

    assert {key: found.get(key) for key in says} == says


def test_null_is_never_told_because_it_is_the_same_as_leaving_a_field_out() -> None:
    assert "null" not in str(FIELDS)
    assert [name for name in FIELDS if FIELDS[name].get("default", 0) is None] == []


def test_parts_stand_where_they_are_used_and_have_no_label_of_their_own() -> None:
    assert "$ref" not in str(FIELDS)
    assert list(FIELDS["row"]["properties"]) == ["name"]
    assert list(FIELDS["rows"]["items"]["properties"]) == ["name"]


def test_a_part_keeps_a_field_called_label_that_it_declares_itself() -> None:
    assert list(FIELDS["labelled"]["properties"]) == ["label"]


def test_a_node_has_a_label_and_settings_have_none() -> None:
    assert "label" in form_schema(Row, of_node=True)["properties"]
    assert "label" not in form_schema(Row)["properties"]


def test_labels_stand_in_the_order_of_the_values() -> None:
    assert list(FIELDS["kind"]["labels"]) == FIELDS["kind"]["enum"] == ["b", "a"]


def test_a_template_has_no_bound_of_its_own() -> None:
    assert "maxLength" not in FIELDS["from"]


@pytest.mark.parametrize(
    "seconds", [0.0, 0.25, 0.0015, 1.0, 1.5, 59.0, 60.0, 90.0, 5400.0, 86400.0]
)
def test_the_text_of_a_duration_is_read_back_as_it_was(seconds: float) -> None:
    assert seconds_from_duration(duration_text(seconds)) == seconds


@given(st.text("0123456789.nusmh", max_size=5))
@example("0s")
@example("0.0s1ms")
@example(".5h")
@example("1.s")
@example("007")
@example("00")
def test_the_pattern_of_a_duration_takes_what_is_read_as_one(text: str) -> None:
    seconds = seconds_from_duration(text)

    assert _fits("wait", text) == (seconds is not None)
    assert _fits("period", text) == bool(seconds)


def _fits(name: str, text: str) -> bool:
    return re.search(FIELDS[name]["pattern"], text, re.ASCII) is not None
