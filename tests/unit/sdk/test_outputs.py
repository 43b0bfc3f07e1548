from typing import Any, ClassVar

import pytest
from pydantic import Field

from thaiyyal.plugins import describe
from thaiyyal.sdk import Example, Firing, NodeType, NonEmptyText, Params, Port, Text, Value
from thaiyyal.sdk.outputs import port_names

CASES = {"cases": [{"to": "a"}, {"to": ""}, {"to": "a"}, {}]}


class Fan(Params):
    paths: list[NonEmptyText] = Field(default_factory=list)
    last: Text = ""
    op: Text = "get"


@pytest.mark.parametrize(
    ("rules", "params", "ports"),
    [
        pytest.param([Port("a"), Port("b")], {}, ("a", "b"), id="always there"),
        pytest.param(
            [Port(field="last", default="x")], {"last": "y"}, ("y",), id="named by a field"
        ),
        pytest.param([Port(field="last", default="x")], {"last": ""}, ("x",), id="not named"),
        pytest.param([Port(field="last")], {"last": None}, (), id="not named, without a default"),
        pytest.param([Port(each="paths")], {"paths": ["a", "b"]}, ("a", "b"), id="elements"),
        pytest.param([Port(each="paths")], {}, (), id="no elements"),
        pytest.param(
            [Port(each="cases", field="to", default="d")], CASES, ("a", "d"), id="each name once"
        ),
        pytest.param([Port("a", when=("op", ("get",)))], {"op": "get"}, ("a",), id="it holds"),
        pytest.param([Port("a", when=("op", ("get",)))], {"op": "set"}, (), id="it does not hold"),
    ],
)
def test_a_rule_gives_the_ports_of_a_document(
    rules: list[Port], params: dict[str, Any], ports: tuple[str, ...]
) -> None:
    assert port_names(rules, (), params) == ports


def test_other_names_follow_the_ports_that_are_there() -> None:
    aliases = (("a", "first"), ("z", "last"))

    assert port_names([Port("a"), Port("b")], aliases, {}) == ("a", "b", "first")


class Declared(NodeType[Fan]):
    """Only here for its ports."""

    type = "declared"
    label = "Declared"
    group = "Operations"
    firing = Firing.CHOICE
    outputs: ClassVar[tuple[Port, ...]] = (
        Port(each="paths"),
        Port(field="last", default="rest"),
    )

    def run(self, params: Fan, value: Value) -> Value:
        return value


class Counted(Declared):
    type = "counted"
    outputs = ()
    examples = (Example(title="Two", params={"paths": ["a", "b"]}, out=None),)

    def ports(self, params: Fan) -> tuple[str, ...]:
        return tuple(params.paths)


def test_a_type_has_the_ports_that_it_declares() -> None:
    assert Declared().ports(Fan(paths=["a"])) == ("a", "rest")


def test_the_ports_of_a_type_without_rules_are_those_of_its_first_example() -> None:
    assert describe(Counted())["outputs"] == {
        "has_out": False,
        "ports": [{"name": "a"}, {"name": "b"}],
    }


class Parted(Counted):
    type = "parted"
    has_parts = True


def test_a_type_says_when_its_ports_carry_values_of_their_own() -> None:
    assert describe(Parted())["outputs"]["has_parts"] is True
    assert "has_parts" not in describe(Counted())["outputs"]
