"""What the shipped contract suite refuses in the form of a node type."""

from typing import Literal

import pytest
from pydantic import Field

from thaiyyal.sdk import (
    Boolean,
    Example,
    Firing,
    Integer,
    NodeType,
    NonEmptyText,
    Params,
    Port,
    Text,
    Value,
    hints,
)
from thaiyyal.testing.form_contract import check_form, check_outputs


class Row(Params):
    name: Text = ""


class Undescribed(Params):
    rows: list[Row] = Field(default_factory=list, description="Rows.")


class StrangeFormat(Params):
    text: Text = Field("", description="A text.", json_schema_extra={"format": "rainbow"})


class StrangeLabel(Params):
    way: Literal["a"] = Field("a", description="A way.", json_schema_extra=hints(labels={"b": "B"}))


class SameLabels(Params):
    way: Literal["a", "b"] = Field(
        "a", description="A way.", json_schema_extra=hints(labels={"a": "X", "b": "X"})
    )


class NoSibling(Params):
    text: Text = Field("", description="A.", json_schema_extra=hints(shown_when={"gone": [True]}))


class NeverShown(Params):
    is_on: Boolean = Field(True, description="On or off.")
    text: Text = Field("", description="A.", json_schema_extra=hints(shown_when={"is_on": ["on"]}))


class OwnValue(Params):
    text: Text = Field("", description="A.", json_schema_extra=hints(shown_when={"text": ["a"]}))


class BadDefault(Params):
    size: Integer = Field(0, ge=1, description="A size.")


class TooNarrow(Params):
    text: Text = Field("", description="A text.", json_schema_extra={"maxLength": 3})


class Kind(NodeType[Params]):
    """Only here to be refused."""

    type = "kind"
    label = "Kind"
    group = "Operations"

    def run(self, params: Params, value: Value) -> Value:
        return value


@pytest.mark.parametrize(
    ("form", "says"),
    [
        pytest.param(Undescribed, "rows.name: needs a description", id="a field of a row"),
        pytest.param(StrangeFormat, "no control knows", id="a format"),
        pytest.param(StrangeLabel, "does not take", id="a label of no value"),
        pytest.param(SameLabels, "same label", id="two values that look the same"),
        pytest.param(NoSibling, "no field beside it", id="the value of no field"),
        pytest.param(NeverShown, "never has", id="a value that never is"),
        pytest.param(OwnValue, "its own value", id="its own value"),
        pytest.param(BadDefault, "its default does not fit", id="a default"),
        pytest.param(TooNarrow, "does not fit the form", id="an example"),
    ],
)
def test_a_form_is_refused_with_its_field(form: type[Params], says: str) -> None:
    class Wrong(Kind):
        params_class = form
        examples = (Example(title="Long", params={"text": "long text"}, out=None),)

    with pytest.raises(AssertionError, match=says):
        check_form(Wrong)


class Path(Params):
    path: NonEmptyText = Field("a", description="A path.")


class Ports(NodeType[Path]):
    """Only here for its ports."""

    type = "ports"
    label = "Ports"
    group = "Operations"
    firing = Firing.CHOICE
    outputs = (Port("a"),)
    examples = (
        Example(title="As it is", params={}, out=None),
        Example(title="Another", params={"path": "b"}, out=None),
    )

    def ports(self, params: Path) -> tuple[str, ...]:
        return (params.path,)

    def run(self, params: Path, value: Value) -> Value:
        return value


def test_ports_that_the_rules_do_not_give_are_refused_with_the_example() -> None:
    with pytest.raises(AssertionError, match="ports: Another"):
        check_outputs(Ports)


def test_ports_that_the_rules_give_are_accepted() -> None:
    class Right(Ports):
        outputs = (Port(field="path"),)

    check_outputs(Right)
