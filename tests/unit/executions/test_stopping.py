"""How an execution ends that was stopped."""

import asyncio

import pytest

from thaiyyal.bootstrap import LocalRunner, check
from thaiyyal.engine import ExecutionResult
from thaiyyal.features.executions.stopping import Reason, ending_of

NUMBER = {"nodes": [{"id": "n", "type": "number", "data": {"value": 1}}], "edges": []}


def ended() -> ExecutionResult:
    return asyncio.run(LocalRunner().run(check(NUMBER)))


@pytest.mark.parametrize(
    ("reason", "status", "code"),
    [
        (Reason.CANCELLED, "cancelled", "cancelled"),
        (Reason.SHUT_DOWN, "cancelled", "cancelled"),
        (Reason.LOST, "cancelled", "cancelled"),
        (None, "cancelled", "cancelled"),
    ],
)
def test_the_reason_decides(reason: Reason | None, status: str, code: str) -> None:
    found, error = ending_of(reason, None)

    assert (found, None if error is None else error.code) == (status, code)


@pytest.mark.parametrize("reason", list(Reason))
def test_what_had_succeeded_before_has_succeeded(reason: Reason) -> None:
    assert ending_of(reason, ended()) == ("succeeded", None)
