"""What every node type must keep: for the built-in ones and for those of plugins.

Use ``check_node_type`` in a test of your own type, and ``check_example`` for each of its examples.
"""

import re
from typing import Any

from thaiyyal.kernel.values import strictly_equal
from thaiyyal.sdk import Example, NodeType
from thaiyyal.testing.form_contract import check_form, check_outputs
from thaiyyal.testing.node_harness import run_example

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LEAST_EXAMPLES = 2


def check_node_type(node_type: type[NodeType[Any]]) -> None:
    """Raise ``AssertionError`` for the first thing that is missing or misnamed."""
    name = node_type.type
    assert _NAME.fullmatch(name), f"{name}: a type is named in lower case with underscores"
    assert node_type.label.strip(), f"{name}: needs a label"
    assert node_type.group.strip(), f"{name}: needs a group"
    assert node_type.icon.strip(), f"{name}: needs an icon"
    assert node_type.help().strip(), f"{name}: its module needs a docstring, the help page"
    assert len(node_type.examples) >= LEAST_EXAMPLES, f"{name}: needs {LEAST_EXAMPLES} examples"
    _check_titles(node_type)
    _check_fields(node_type)
    check_outputs(node_type)


def check_example(node_type: type[NodeType[Any]], example: Example) -> None:
    """Run an example and compare what it says; also by the faster function, if there is one."""
    for prepared in (False, True):
        value, port, error = run_example(node_type, example, prepared=prepared)
        where = f"{node_type.type}: {example.title}"
        assert error == example.error, f"{where}: error {error}, not {example.error}"
        if example.has_output:
            told = f"{where}: gives {value!r}, not {example.out!r}"
            assert strictly_equal(value, example.out), told
        if example.port is not None:
            assert port == example.port, f"{where}: leaves on {port}, not {example.port}"


def _check_titles(node_type: type[NodeType[Any]]) -> None:
    titles = [example.title for example in node_type.examples]
    assert len(set(titles)) == len(titles), f"{node_type.type}: two examples have one title"
    for example in node_type.examples:
        told = f"{node_type.type}: {example.title}: says neither what comes out nor which error"
        assert example.has_output or example.error is not None, told


def _check_fields(node_type: type[NodeType[Any]]) -> None:
    fields = node_type.params_class.model_fields
    check_form(node_type)
    for old, new in node_type.aliases.items():
        assert new in fields, f"{node_type.type}: the alias {old} names no field: {new}"
        assert old not in fields, f"{node_type.type}: {old} is a field and an alias"
