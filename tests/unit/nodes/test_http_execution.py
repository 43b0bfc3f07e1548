"""The http node in executions, in virtual time: attempts of the node and what servers wish."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.engine.running import FreePasses, checked, document, node
from thaiyyal.engine import Execution, ExecutionResult, Ports, plan_workflow
from thaiyyal.outbound import Breakers, ExecutionOutbound
from thaiyyal.sdk import Outbound, Request, Response
from thaiyyal.testing.canned_outbound import CannedOutbound, json_response
from thaiyyal.testing.scripted_client import ScriptedClient, statuses
from thaiyyal.testing.virtual_time import VirtualClock, run_in_virtual_time

URL = "https://api.example.org/orders"


def executed(given: dict[str, Any], outbound: Outbound) -> tuple[ExecutionResult, float]:
    """Return the result and the seconds that passed."""

    async def run() -> tuple[ExecutionResult, float]:
        found = checked(given)
        assert found.workflow is not None, found.problems
        ports = Ports(VirtualClock(), outbound, FreePasses())
        result = await Execution(plan_workflow(found.workflow), ports, seed=7).run(())
        return result, asyncio.get_running_loop().time()

    return run_in_virtual_time(run())


def http(retry: dict[str, object] | None = None, **data: object) -> dict[str, Any]:
    settings = {"retry": {"backoff": "constant", **retry}} if retry is not None else {}
    return document(node("a", "http", url=URL, settings=settings, **data))


def answers(*given: tuple[int, str | None]) -> Callable[[Request], Response]:
    """Answer with a status and a Retry-After, one after the other; the last one for ever."""
    left = list(given)

    def answer(request: Request) -> Response:
        status, after = left.pop(0) if len(left) > 1 else left[0]
        headers = {} if after is None else {"retry-after": after}
        return json_response(request, status, status=status, headers=headers)

    return answer


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120.0),
        ("3600", 3600.0),  # waiting does not count as running time
        ("0", 1.0),
        (None, 1.0),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
    ],
)
def test_the_next_attempt_waits_as_long_as_the_server_wants(
    retry_after: str | None, seconds: float
) -> None:
    outbound = CannedOutbound(answers((503, retry_after), (200, None)))

    result, passed = executed(http({}), outbound)

    assert result.output == 200
    assert passed == pytest.approx(seconds, abs=0.01)
    assert (result.steps()["a"].meta or {})["attempts"] == 2


def test_the_last_attempt_tells_the_status() -> None:
    outbound = CannedOutbound(answers((429, "10")))

    result, passed = executed(http({"max_attempts": 3}), outbound)

    step = result.steps()["a"]
    assert step.error is not None
    assert step.meta is not None
    assert (step.error.code, step.meta["status"], step.meta["attempts"]) == ("http_status", 429, 3)
    assert passed == pytest.approx(20.0, abs=0.01)


def test_a_retry_around_the_node_waits_as_long_as_well() -> None:
    outbound = CannedOutbound(answers((503, "120"), (503, None), (200, None)))
    given = document(
        node("value", "number", value=1),
        node("again", "retry"),
        node("a", "http", parent="again", url=URL),
        paths=["value > again"],
    )

    result, passed = executed(given, outbound)

    assert result.output == 200
    assert passed == pytest.approx(120.0 + 2.0, abs=0.01)


def test_without_retry_a_wish_is_an_ordinary_failure() -> None:
    result, passed = executed(http(), CannedOutbound(answers((503, "60"))))

    assert result.error is not None
    assert (result.error.code, passed) == ("http_status", 0.0)


def test_all_attempts_of_a_step_carry_one_key() -> None:
    outbound = CannedOutbound(answers((500, None), (500, None), (200, None)))

    executed(http({}, method="POST", idempotency_key=True), outbound)

    keys = [dict(request.headers)["Idempotency-Key"] for request in outbound.sent]
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_other_steps_and_iterations_have_other_keys() -> None:
    outbound = CannedOutbound(answers((200, None)))
    data = {"url": URL, "method": "POST", "idempotency_key": True}
    given = document(
        node("list", "json_input", value=[1, 2]),
        node("each", "for_each"),
        node("inner", "http", parent="each", **data),
        node("outer", "http", **data),
        paths=["list > each"],
    )

    executed(given, outbound)

    assert len({dict(request.headers)["Idempotency-Key"] for request in outbound.sent}) == 3


def test_the_node_waits_until_a_host_is_no_longer_left_alone() -> None:
    client = ScriptedClient(statuses(500, 200))
    clock = lambda: asyncio.get_running_loop().time()  # noqa: E731
    outbound = ExecutionOutbound(
        client, 10, breakers=Breakers(failures=1, open_s=30.0, clock_s=clock)
    )

    result, passed = executed(http({}, response="text"), outbound)

    assert result.status == "succeeded"
    assert len(client.sent) == 2
    assert passed == pytest.approx(30.0, abs=0.01)


def test_a_url_that_is_refused_is_not_tried_again() -> None:
    client = ScriptedClient(statuses(200))
    given = document(node("a", "http", url="http://127.1/", settings={"retry": {}}))

    result, passed = executed(given, ExecutionOutbound(client, 10))

    assert result.error is not None
    assert (result.error.code, passed) == ("address_blocked", 0.0)
