"""Help names everything that the language has, and every example gives what it says."""

import pytest

from thaiyyal.expressions import Env, EvaluationError, compile_expression
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.help import (
    EXAMPLES_AT_MS,
    FUNCTIONS_HELP,
    METHODS_HELP,
    NAMES_HELP,
    Help,
)
from thaiyyal.expressions.limits import Budget
from thaiyyal.expressions.methods import METHODS
from thaiyyal.expressions.names import ALIASES, LOOP_NAMES, STORES
from thaiyyal.kernel.values import Value

_ALL = (*FUNCTIONS_HELP, *METHODS_HELP)
_RECEIVERS: dict[str, Value] = {"text": "a", "list": [1]}


def _has_method(receiver: str, name: str) -> bool:
    """Whether a call without arguments gets as far as the receiver's own method."""
    try:
        METHODS[name].call(Budget(lambda: None), _RECEIVERS[receiver])
    except EvaluationError as error:
        return f"has no {name}()" not in error.message
    return True


def test_every_function_has_help_in_its_order() -> None:
    assert [one.name for one in FUNCTIONS_HELP] == list(FUNCTIONS)


def test_every_method_has_help_for_every_receiver_that_has_it() -> None:
    wanted = {(of, name) for of in _RECEIVERS for name in METHODS if _has_method(of, name)}

    assert sorted((one.of or "", one.name) for one in METHODS_HELP) == sorted(wanted)


def test_every_name_has_help() -> None:
    wanted = {"input", *LOOP_NAMES, *ALIASES, *STORES}

    assert {one.name for one in NAMES_HELP} == wanted


@pytest.mark.parametrize("one", _ALL, ids=lambda one: f"{one.of or ''}.{one.name}")
def test_an_example_gives_what_it_says(one: Help) -> None:
    value = compile_expression(one.code).call(None, Env(now_ms=EXAMPLES_AT_MS))

    assert value == one.gives


@pytest.mark.parametrize("one", _ALL, ids=lambda one: f"{one.of or ''}.{one.name}")
def test_an_example_calls_what_it_explains_and_its_kind_is_what_is_said(one: Help) -> None:
    kinds = {bool: "boolean", int: "number", float: "number", str: "text", list: "list"}
    told = "text" if one.returns == "date" else one.returns

    assert f"{one.name}(" in one.code
    assert told in {"any", kinds[type(one.gives)]}


@pytest.mark.parametrize("one", _ALL, ids=lambda one: f"{one.of or ''}.{one.name}")
def test_a_purpose_is_one_sentence(one: Help) -> None:
    assert one.purpose[0].isupper()
    assert one.purpose.endswith(".")
    assert len(one.purpose) <= 80
