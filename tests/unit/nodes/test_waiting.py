"""Nodes that wait, on their own: what they ask for and what they make of the answer."""

from typing import Any

import pytest

from thaiyyal.nodes.waiting.approval import Approval
from thaiyyal.nodes.waiting.call_workflow import CallWorkflow
from thaiyyal.nodes.waiting.wait_signal import WaitSignal
from thaiyyal.nodes.waiting.wait_until import WaitUntil
from thaiyyal.sdk import Signal
from thaiyyal.testing.node_context import NOW_MS, NodeContext
from thaiyyal.testing.node_harness import run_node


@pytest.mark.parametrize(
    ("until", "waited_s"),
    [
        pytest.param("2023-11-14T22:14:20Z", 60, id="later"),
        pytest.param("2023-11-14T23:14:20+01:00", 60, id="another zone"),
        pytest.param("{{ input }}", 60, id="from the input"),
        pytest.param(f"{{{{ {NOW_MS // 1000} + 60 }}}}", 60, id="epoch seconds"),
        pytest.param("2023-11-14T22:13:20Z", 0, id="now"),
        pytest.param("2001-01-01", 0, id="long ago"),
    ],
)
def test_wait_until(until: str, waited_s: float) -> None:
    context = NodeContext()

    result = run_node(WaitUntil, {"until": until}, ["2023-11-14T22:14:20Z"], context=context)

    assert (result.value, context.waited_s) == ("2023-11-14T22:14:20Z", [waited_s])


@pytest.mark.parametrize("until", ["tomorrow", "", "{{ null }}", "{{ [] }}"])
def test_wait_until_refuses_what_is_no_time(until: str) -> None:
    assert run_node(WaitUntil, {"until": until}, [1]).error in {"bad_date", "type_error"}


def test_a_signal_leaves_with_what_it_brought() -> None:
    context = NodeContext(signals=[Signal(1, "paid-7", {"amount": 5})])

    result = run_node(WaitSignal, {"name": "paid-{{ input }}"}, [7], context=context)

    assert (result.value, result.port) == ({"amount": 5}, "received")


@pytest.mark.parametrize("name", ["", "approval:x", "workflow:x"])
def test_names_of_the_platform_are_refused(name: str) -> None:
    assert run_node(WaitSignal, {"name": name}).error == "invalid_input"


def approve(payload: Any) -> Any:
    context = NodeContext(signals=[Signal(1, "approval:step", payload)])
    return run_node(Approval, {"title": "Pay?"}, [7], context=context)


def test_an_approval_leaves_with_the_decision() -> None:
    decided = {"decision": "approved", "by": "ann", "values": {"n": 1}, "comment": "fine"}

    result = approve(decided)

    assert (result.value, result.port) == (decided, "approved")
    assert result.meta == {"decision": "approved", "by": "ann"}


@pytest.mark.parametrize("payload", [None, {}, {"decision": "perhaps"}, [1]])
def test_what_is_no_approval_is_none(payload: Any) -> None:
    assert approve(payload).port == "rejected"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param({"approvers": ["somebody"]}, "invalid_field", id="no approver"),
        pytest.param({"approvers": ["role:"]}, "invalid_field", id="no role"),
        pytest.param({"form": [{"name": "a"}, {"name": "a"}]}, "invalid_field", id="two of a name"),
        pytest.param({"form": [{"name": "a", "type": "choice"}]}, "missing_field", id="no choices"),
        pytest.param({"form": [{"name": "a", "type": "date"}]}, "invalid_field", id="no type"),
    ],
)
def test_an_approval_that_nobody_could_give_is_refused(data: dict[str, Any], code: str) -> None:
    assert run_node(Approval, {"title": "Pay?", **data}).error == code


def test_a_call_tells_which_workflow_and_what_with() -> None:
    context = NodeContext(
        signals=[Signal(1, "workflow:step", {"status": "succeeded", "output": 9})]
    )
    data = {"workflow": "{{ input.flow }}", "version": 3, "input": "input.id"}

    result = run_node(CallWorkflow, data, [{"flow": "f", "id": 7}], context=context)

    assert (result.value, context.calls.started) == (9, {"step": ("f", 3, 7)})


@pytest.mark.parametrize("ended", [None, {"status": "cancelled"}, {"status": "failed"}])
def test_a_call_that_did_not_succeed_fails(ended: Any) -> None:
    context = NodeContext(signals=[Signal(1, "workflow:step", ended)])

    assert run_node(CallWorkflow, {"workflow": "f"}, [1], context=context).error == (
        "workflow_failed"
    )


def test_a_call_without_a_workflow_is_refused() -> None:
    assert run_node(CallWorkflow, {"workflow": ""}, [1]).error == "invalid_input"
