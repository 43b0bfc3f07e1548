"""A workflow is executed: at once or waited for, with what input, in which version."""

import asyncio
from threading import Event

import pytest

from tests.integration.executions.making import (
    CONSTANT,
    DOUBLE,
    ECHO,
    FAILING,
    HOUR,
    Json,
    audited,
    document,
    ended,
    execute,
    got,
    make,
    node,
    path_of,
    run,
    start,
    steps_of,
)
from thaiyyal.testing.api import ask
from thaiyyal.testing.local_server import Answer, LocalServer, Received, json_answer
from thaiyyal.testing.platform import Person, Platform

SHAPE = {
    "id", "workflow_id", "workflow_name", "version", "status", "trigger", "started_by", "input",
    "output", "error", "created_at", "started_at", "finished_at", "duration_ms", "cpu_ms",
    "cancel_requested_at", "waiting_for", "wake_at", "attempt", "retried_from", "parent_id",
    "dead_at",
}  # fmt: skip


def test_a_waiting_request_is_answered_with_the_finished_execution(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, DOUBLE)

    answer = execute(platform, owner, workflow_id, {"input": 21}, query="?wait=30s")

    assert answer.status == 200
    done = answer.json
    assert set(done) == SHAPE
    assert (done["status"], done["input"], done["output"], done["error"]) == (
        "succeeded", 21, 42, None,
    )  # fmt: skip
    assert (done["workflow_id"], done["version"], done["trigger"]) == (workflow_id, 1, "api")
    assert done["started_by"]["id"] == str(owner.id)
    assert answer.headers["location"] == f"/api/v1{path_of(done)}"
    assert got(platform, owner, done) == done


def test_without_waiting_the_answer_says_where_the_execution_is(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, DOUBLE)

    answer = execute(platform, owner, workflow_id, {"input": 21})

    assert (answer.status, answer.json["status"]) == (202, "queued")
    assert (answer.json["output"], answer.json["finished_at"]) == (None, None)
    assert answer.headers["location"] == f"/api/v1{path_of(answer.json)}"
    assert ended(platform, owner, answer.json)["output"] == 42


def test_an_execution_goes_on_when_the_wait_ends(platform: Platform) -> None:
    owner, may_answer = platform.make_tenant(), Event()

    def answering(_: Received) -> Answer:
        may_answer.wait(30)
        return json_answer({"a": 1})

    with LocalServer(answering) as server:
        workflow_id = make(platform, owner, document(node("get", "http", url=server.url)))
        answer = execute(platform, owner, workflow_id, query="?wait=1s")
        may_answer.set()
        done = ended(platform, owner, answer.json)

    assert (answer.status, answer.json["status"]) == (202, "running")
    assert done["status"] == "succeeded"


@pytest.mark.parametrize(
    ("prefer", "status", "applied"),
    [
        ("respond-async", 202, "respond-async"),
        ("respond-async, wait=20", 200, "respond-async"),
        ("return=minimal", 200, None),
    ],
)
def test_a_preference_for_asynchronous_answers_is_understood(
    platform: Platform, prefer: str, status: int, applied: str | None
) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner)

    headers = {"Prefer": prefer}
    answer = execute(platform, owner, workflow_id, {"input": 1}, query="?wait=30", headers=headers)

    assert answer.status == status
    assert answer.headers.get("preference-applied") == applied


@pytest.mark.parametrize(
    ("wait", "status"),
    [("0", 202), ("120s", 200), ("120", 200), ("121", 422), ("-1", 422), ("1m", 422), ("", 422)],
)
def test_a_wait_is_0_to_120_seconds(platform: Platform, wait: str, status: int) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)

    answer = execute(platform, owner, workflow_id, query=f"?wait={wait}")

    assert answer.status == status, answer.body


def test_a_failing_workflow_is_a_finished_execution(platform: Platform) -> None:
    owner = platform.make_tenant()

    done = run(platform, owner, FAILING)

    assert (done["status"], done["output"]) == ("failed", None)
    assert done["error"]["node"] == "bad"
    assert done["error"].keys() == {"code", "message", "node"}
    assert [(step["node_id"], step["status"]) for step in steps_of(platform, owner, done)] == [
        ("n", "succeeded"),
        ("bad", "failed"),
        ("after", "skipped"),
    ]


@pytest.mark.parametrize("body", [None, {}])
def test_no_input_is_something_else_than_null(platform: Platform, body: Json | None) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, ECHO)

    without = execute(platform, owner, workflow_id, body, query="?wait=30").json
    null = execute(platform, owner, workflow_id, {"input": None}, query="?wait=30").json

    assert (without["status"], without["error"]["code"]) == ("failed", "missing_input")
    assert (null["status"], null["output"]) == ("succeeded", None)


@pytest.mark.parametrize(
    "value",
    ["a\0b", "\U0001f9f5", 1e300, -0.5, 9_007_199_254_740_991, [], {}, {"": [None, True]}],
)
def test_values_come_back_as_they_were_sent(platform: Platform, value: object) -> None:
    owner = platform.make_tenant()

    done = run(platform, owner, ECHO, value)

    assert (done["input"], done["output"]) == (value, value)
    assert got(platform, owner, done) == done


def test_an_older_version_can_be_executed(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)
    newer = {"document": document(node("n", "number", value=8))}
    headers = {"If-Match": "*"}
    platform.ask("PUT", f"/workflows/{workflow_id}", by=owner, json=newer, headers=headers)

    done = [
        execute(platform, owner, workflow_id, body, query="?wait=30").json
        for body in ({}, {"version": 1}, {"version": 2})
    ]
    absent = execute(platform, owner, workflow_id, {"version": 3})

    assert [(one["version"], one["output"]) for one in done] == [(2, 8), (1, 7), (2, 8)]
    assert (absent.status, absent.code) == (404, "not_found")


def test_what_is_not_published_runs_only_as_a_draft(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = platform.ask("POST", "/workflows", by=owner, json={"name": "New"}).json["id"]
    save_draft(platform, owner, workflow_id, DOUBLE)

    refused = execute(platform, owner, workflow_id, {"input": 4})
    done = execute(platform, owner, workflow_id, {"input": 4, "draft": True}, query="?wait=30").json

    assert (refused.status, refused.code) == (409, "not_published")
    assert (done["status"], done["output"], done["version"]) == ("succeeded", 8, None)


def test_a_draft_with_problems_is_refused_with_all_of_them(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner)
    save_draft(platform, owner, workflow_id, document(node("a", "nothing"), node("b", "number")))

    answer = execute(platform, owner, workflow_id, {"draft": True})

    assert (answer.status, answer.code) == (422, "invalid_document")
    assert {problem["node"] for problem in answer.json["problems"]} == {"a", "b"}


def test_without_a_draft_there_is_none_to_execute(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner)

    absent = execute(platform, owner, workflow_id, {"draft": True})
    both = execute(platform, owner, workflow_id, {"draft": True, "version": 1})

    assert (absent.status, absent.code) == (409, "no_draft")
    assert (both.status, both.code) == (422, "invalid_request")


def test_each_execution_reaches_the_network_within_the_policy(platform: Platform) -> None:
    owner = platform.make_tenant()
    with LocalServer(lambda _: json_answer({"hello": "you"})) as server:
        allowed = run(platform, owner, document(node("get", "http", url=server.url)))
    refused = run(platform, owner, document(node("get", "http", url="http://10.1.2.3/")))

    assert allowed["status"] == "succeeded"
    assert (refused["status"], refused["error"]["code"]) == ("failed", "address_blocked")


def test_many_executions_at_the_same_time_do_not_mix(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/api/v1/workflows/{make(platform, owner, DOUBLE)}/execute?wait=30"

    async def many() -> list[Json]:
        answers = await asyncio.gather(
            *[
                ask(platform.web.asgi, "POST", path, json={"input": n}, headers=owner.headers)
                for n in range(30)
            ]
        )
        return [answer.json for answer in answers]

    done = platform.run(many())

    assert [one["output"] for one in done] == [2 * n for n in range(30)]


def test_start_and_end_are_audited(platform: Platform) -> None:
    owner = platform.make_tenant()

    good, bad = run(platform, owner, CONSTANT), run(platform, owner, FAILING)

    started = ("execution.started", "success", "user")
    assert audited(platform, good) == [started, ("execution.finished", "success", "system")]
    assert audited(platform, bad) == [started, ("execution.finished", "failure", "system")]


def test_an_execution_is_queued_before_it_is_run(platform: Platform) -> None:
    owner = platform.make_tenant()

    begun = start(platform, owner)

    assert got(platform, owner, begun) == begun
    assert (begun["status"], begun["duration_ms"]) == ("queued", None)
    assert steps_of(platform, owner, begun) == []


def test_who_waits_is_told_when_an_execution_begins_to_wait(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, HOUR)

    answer = execute(platform, owner, workflow_id, query="?wait=30")

    assert (answer.status, answer.json["status"]) == (202, "waiting")
    assert answer.json["waiting_for"] == "time"
    assert answer.json == got(platform, owner, answer.json)


def save_draft(platform: Platform, by: Person, workflow_id: str, what: Json) -> None:
    answer = platform.ask(
        "PUT",
        f"/workflows/{workflow_id}/draft",
        by=by,
        json={"document": what},
        headers={"If-Match": "*"},
    )
    assert answer.status == 200, answer.body
