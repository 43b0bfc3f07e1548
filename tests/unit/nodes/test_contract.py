"""Every built-in node type keeps the contract, and every example runs as it says."""

from typing import Any

import pytest

from thaiyyal.nodes import BUILT_IN
from thaiyyal.sdk import Example, NodeType
from thaiyyal.testing.contract import check_example, check_node_type

EXAMPLES = [(kind, example) for kind in BUILT_IN for example in kind.examples]


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind.type)
def test_a_built_in_node_type_keeps_the_contract(kind: type[NodeType[Any]]) -> None:
    check_node_type(kind)


@pytest.mark.parametrize(
    ("kind", "example"),
    EXAMPLES,
    ids=[f"{kind.type}: {example.title}" for kind, example in EXAMPLES],
)
def test_an_example_runs_as_it_says(kind: type[NodeType[Any]], example: Example) -> None:
    check_example(kind, example)


def test_type_names_are_unique() -> None:
    names = [kind.type for kind in BUILT_IN]

    assert len(set(names)) == len(names) >= 59
