"""People decide what became of steps whose outcome nobody has recorded."""

from typing import Any

import pytest

from tests.integration.executions.broken import Counted, chain, interrupt
from tests.integration.executions.making import (
    Json,
    audited,
    ended,
    got,
    path_of,
    start,
    steps_of,
    work,
)
from thaiyyal.testing.api import Answer
from thaiyyal.testing.local_server import LocalServer
from thaiyyal.testing.platform import Person, Platform


def unknown(platform: Platform, by: Person, counted: Counted, url: str) -> Json:
    """Return an execution that waits for a decision about its step b."""
    done = ended(platform, by, start(platform, by, chain(url, "a", "b", "c")))
    interrupt(platform, done, "b")
    counted.calls.clear()
    work(platform)
    return got(platform, by, done)


def decide(platform: Platform, by: Person, execution: Json, body: Any) -> Answer:
    (seq,) = [
        step["seq"] for step in steps_of(platform, by, execution) if step["status"] == "running"
    ]
    path = f"{path_of(execution)}/steps/{seq}/decide"
    return platform.ask("POST", path, by=by, json=body)


@pytest.mark.parametrize(
    ("body", "status", "calls"),
    [
        ({"decision": "succeeded", "value": {"id": 7}}, "succeeded", {"/c": 1}),
        ({"decision": "repeat"}, "succeeded", {"/b": 1, "/c": 1}),
        ({"decision": "fail", "message": "no"}, "failed", {}),
    ],
)
def test_a_decision_lets_the_execution_go_on(
    platform: Platform, body: Json, status: str, calls: Json
) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        waiting = unknown(platform, owner, counted, server.url)
        answer = decide(platform, owner, waiting, body)
        done = ended(platform, owner, waiting)

    assert (waiting["waiting_for"], waiting["error"]["code"]) == (
        "outcome_unknown", "outcome_unknown",
    )  # fmt: skip
    assert (answer.status, answer.json["status"], answer.json["error"]) == (202, "queued", None)
    assert done["status"] == status, done
    assert counted.calls == calls
    assert ("execution.decided", "success", "user") in audited(platform, done)
    if status == "failed":
        assert done["error"] == {"code": "declared_failed", "message": "no", "node": "b"}


def test_what_was_declared_is_the_output_of_the_step(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    large = "x" * 100_000
    with LocalServer(counted) as server:
        waiting = unknown(platform, owner, counted, server.url)
        decide(platform, owner, waiting, {"decision": "succeeded", "value": large})
        ended(platform, owner, waiting)

    (step,) = [one for one in steps_of(platform, owner, waiting) if one["node_id"] == "b"]
    path = f"/executions/{waiting['id']}/steps/{step['seq']}/output"
    assert platform.ask("GET", path, by=owner).json == {"output": large, "is_preview": False}


def test_one_decision_is_enough(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        waiting = unknown(platform, owner, counted, server.url)
        (seq,) = [
            one["seq"] for one in steps_of(platform, owner, waiting) if one["status"] == "running"
        ]
        path = f"{path_of(waiting)}/steps/{seq}/decide"
        body = {"decision": "succeeded", "value": 1}
        answers = [platform.ask("POST", path, by=owner, json=body) for _ in range(2)]

    assert [(one.status, one.code if one.status > 299 else None) for one in answers] == [
        (202, None), (409, "nothing_to_decide"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {"decision": "perhaps"},
        {"decision": "repeat", "value": 1},
        {"decision": "succeeded", "message": "m"},
        {},
    ],
)
def test_a_decision_says_what_counts(platform: Platform, body: Json) -> None:
    owner = platform.make_tenant()
    path = f"{path_of(start(platform, owner))}/steps/1/decide"

    assert platform.ask("POST", path, by=owner, json=body).status == 422


def test_a_signal_does_not_wake_what_waits_for_a_decision(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        waiting = unknown(platform, owner, counted, server.url)
        path = f"{path_of(waiting)}/signals"
        answer = platform.ask("POST", path, by=owner, json={"name": "go"})
        jobs = work(platform)

    assert (answer.status, jobs) == (202, 0)
    assert got(platform, owner, waiting)["waiting_for"] == "outcome_unknown"
