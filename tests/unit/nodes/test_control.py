"""Branches, joins and containers without nodes inside."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.control.condition import Condition
from thaiyyal.nodes.control.filter import Filter
from thaiyyal.nodes.control.switch import Switch
from thaiyyal.nodes.control.while_loop import WhileLoop
from thaiyyal.nodes.parallel.delay import Delay
from thaiyyal.nodes.parallel.join import Join
from thaiyyal.nodes.parallel.split import Split
from thaiyyal.nodes.resilience.try_catch import TryCatch
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import params_of, run_node

BIG: dict[str, object] = {"when": "> 10", "output_path": "big"}
REST: dict[str, object] = {"is_default": True, "output_path": "rest"}


@pytest.mark.parametrize(
    ("value", "port"), [([], "true"), (0, "false"), ("", "false"), ({}, "true")]
)
def test_a_condition_goes_by_truthiness(value: Value, port: str) -> None:
    result = run_node(Condition, {"condition": "input"}, [value])

    assert (result.value, result.port) == (value, port)


def test_a_condition_that_fails_fails_the_node() -> None:
    assert run_node(Condition, {"condition": "input.a.b"}, [{}]).error == "null_access"


@pytest.mark.parametrize("value", ["", "&&", "unknown("])
def test_a_condition_must_compile(value: str) -> None:
    assert run_node(Condition, {"condition": value}, [1]).error == "bad_expression"


def test_switch_takes_the_first_case_that_holds() -> None:
    cases = [
        BIG,
        {"when": "> 5", "output_path": "big"},
        {"when": "1 / 0", "output_path": "x"},
        REST,
    ]

    result = run_node(Switch, {"cases": cases}, [7])

    assert (result.port, result.meta["case_index"]) == ("big", 1)


@pytest.mark.parametrize(
    ("default", "ports"),
    [(REST, ("big", "rest")), ({"is_default": True}, ("big", "default"))],
)
def test_switch_names_its_default_port(default: dict[str, object], ports: tuple[str, ...]) -> None:
    params = params_of(Switch(), {"cases": [BIG, default]})

    assert Switch().ports(params) == ports


def test_the_condition_of_the_default_case_is_ignored() -> None:
    cases = [BIG, {**REST, "when": "not an ((expression"}]

    assert run_node(Switch, {"cases": cases}, [1]).port == "rest"


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        (None, "missing_field"),
        ([], "invalid_field"),
        ("x", "invalid_field"),
        ([1], "invalid_field"),
        ([BIG], "invalid_field"),
        ([REST, BIG], "invalid_field"),
        ([{"when": "> 1"}, REST], "missing_field"),
        ([{"output_path": "a"}, REST], "missing_field"),
        ([{"when": "", "output_path": "a"}, REST], "missing_field"),
        ([{"when": "((", "output_path": "a"}, REST], "bad_expression"),
    ],
)
def test_switch_refuses_wrong_cases(cases: object, code: str) -> None:
    assert run_node(Switch, {"cases": cases}, [1]).error == code


@pytest.mark.parametrize(
    ("on_error", "error"), [("fail", "type_error"), ("skip", None), ("null", None)]
)
def test_filter_can_drop_items_that_fail(on_error: str, error: str | None) -> None:
    data = {"expression": "item > 1", "on_item_error": on_error}

    result = run_node(Filter, data, [[1, None, 2]])

    assert result.error == error
    assert error or (result.value == [2] and result.meta["error_count"] == 1)


@pytest.mark.parametrize("paths", [[], ["a", "a"], ["error"], [""], "a", [1]])
def test_split_refuses_names_that_are_no_ports(paths: object) -> None:
    assert run_node(Split, {"paths": paths}, [1]).error == "invalid_field"


@pytest.mark.parametrize(("strategy", "out"), [("all", [2, 3]), ("any", 2), ("first", 2)])
def test_join_goes_by_the_order_of_edges(strategy: str, out: Value) -> None:
    assert run_node(Join, {"join_strategy": strategy}, [2, 3]).value == out


def test_delay_waits_as_long_as_it_is_told() -> None:
    context = NodeContext()

    result = run_node(Delay, {"duration": "1m30s"}, ["x"], context=context)

    assert (result.value, context.waited_s) == ("x", [90.0])


@pytest.mark.parametrize("duration", ["-5s", "", "5 s", "1d", 5, "1e3", "٣s"])
def test_a_duration_is_written_in_one_way(duration: object) -> None:
    assert run_node(Delay, {"duration": duration}, [1]).error == "invalid_field"


def test_the_condition_of_a_loop_sees_the_number_of_passes() -> None:
    assert run_node(WhileLoop, {"condition": "index > 0"}, [5]).value == 5


def test_the_error_port_cannot_be_the_port_of_the_result() -> None:
    assert run_node(TryCatch, {"error_output_path": "ok"}, [1]).error == "invalid_field"
