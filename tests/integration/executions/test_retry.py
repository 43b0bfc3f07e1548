"""What failed is executed once more, without doing again what has succeeded."""

from typing import Any

import pytest

from tests.integration.executions.broken import Counted, chain, interrupt, post
from tests.integration.executions.making import (
    CONSTANT,
    FAILING,
    HOUR,
    Json,
    as_owner,
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
    used,
    work,
)
from thaiyyal.testing.api import Answer
from thaiyyal.testing.local_server import LocalServer
from thaiyyal.testing.platform import Person, Platform


def retry(platform: Platform, by: Person, execution: Json, body: Any = None) -> Answer:
    return platform.ask("POST", f"{path_of(execution)}/retry", by=by, json=body)


def retried(platform: Platform, by: Person, execution: Json, body: Any = None) -> Json:
    answer = retry(platform, by, execution, body)
    assert answer.status == 202, answer.body
    return ended(platform, by, answer.json)


def test_effects_that_succeeded_are_not_repeated(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted({"/b"})
    with LocalServer(counted) as server:
        failed = run(platform, owner, chain(server.url, "a", "b", "c"), {"n": 1})
        counted.failing.clear()
        answer = retry(platform, owner, failed)
        done = ended(platform, owner, answer.json)

    assert (failed["status"], failed["error"]["node"]) == ("failed", "b")
    assert answer.headers["location"] == f"/api/v1{path_of(answer.json)}"
    assert (answer.json["status"], answer.json["trigger"]) == ("queued", "retry")
    assert (done["status"], done["retried_from"]) == ("succeeded", failed["id"])
    assert (done["input"], done["version"]) == (failed["input"], failed["version"])
    assert counted.calls == {"/a": 1, "/b": 2, "/c": 1}
    assert [(step["node_id"], step["status"]) for step in steps_of(platform, owner, done)] == [
        ("a", "succeeded"), ("b", "succeeded"), ("c", "succeeded"),
    ]  # fmt: skip
    assert audited(platform, done)[0] == ("execution.started", "success", "user")


def test_all_attempts_of_what_failed_are_made_anew(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted({"/b"})
    with LocalServer(counted) as server:
        settings = {"retry": {"max_attempts": 2, "initial_delay": "1ms"}}
        what = chain(server.url, "a")
        what["nodes"].append({**post("b", f"{server.url}/b"), "settings": settings})
        what["edges"].append({"source": "a", "target": "b"})
        failed = run(platform, owner, what)
        again = retried(platform, owner, failed)
        counted.failing.clear()
        done = retried(platform, owner, again)

    assert [one["status"] for one in (failed, again, done)] == ["failed", "failed", "succeeded"]
    assert counted.calls == {"/a": 1, "/b": 5}


def test_what_is_repeated_carries_the_key_that_it_had(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted({"/b"})
    with LocalServer(counted) as server:
        what = document(
            post("a", f"{server.url}/a", idempotency_key=True),
            post("b", f"{server.url}/b", idempotency_key=True),
        )
        failed = run(platform, owner, what)
        again = retried(platform, owner, failed)
        counted.failing.clear()
        done = retried(platform, owner, again)
        other = run(platform, owner, what)

    first, *repeated, _, afresh = counted.keys
    assert [one["status"] for one in (again, done, other)] == ["failed", "succeeded", "succeeded"]
    assert len(repeated) == 3
    assert len({*repeated}) == 1
    assert len({first, repeated[0], afresh}) == 3


def test_inside_a_loop_only_the_iteration_that_failed_runs_again(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted({"/2"})
    with LocalServer(counted) as server:
        inner = {**post("call", server.url + "/{{ item }}"), "parent": "each"}
        what = {
            "nodes": [node("list", "expression", expression="[1, 2, 3]"),
                      node("each", "for_each"), inner],
            "edges": [{"source": "list", "target": "each"}],
        }  # fmt: skip
        failed = run(platform, owner, what, None)
        counted.failing.clear()
        done = retried(platform, owner, failed)

    assert failed["status"] == "failed", failed
    assert done["status"] == "succeeded", done
    assert counted.calls == {"/1": 1, "/2": 2, "/3": 1}


def test_a_failure_that_was_routed_stays_as_it_was(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted({"/a", "/b"})
    with LocalServer(counted) as server:
        first = {**post("a", f"{server.url}/a"), "settings": {"on_error": "route"}}
        what = document(first, post("b", f"{server.url}/b"))
        what["edges"][0]["sourceHandle"] = "error"
        failed = run(platform, owner, what)
        counted.failing.clear()
        done = retried(platform, owner, failed)

    assert failed["error"]["node"] == "b"
    assert done["status"] == "succeeded"
    assert counted.calls["/a"] == 1


def test_what_was_computed_fails_again(platform: Platform) -> None:
    owner = platform.make_tenant()

    failed = run(platform, owner, FAILING)
    again = retried(platform, owner, failed)

    assert (again["status"], again["error"]) == ("failed", failed["error"])


def test_a_cancelled_wait_begins_anew(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = ended(platform, owner, start(platform, owner, HOUR))
    platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)

    again = retried(platform, owner, begun)

    assert (again["status"], again["waiting_for"]) == ("waiting", "time")
    assert again["wake_at"] > begun["wake_at"]


def test_a_signal_that_was_used_is_not_used_twice(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted({"/b"})
    with LocalServer(counted) as server:
        what = document(
            node("first", "wait_signal", name="go"),
            post("b", f"{server.url}/b"),
            node("second", "wait_signal", name="go"),
        )
        begun = ended(platform, owner, start(platform, owner, what))
        send(platform, owner, begun)
        failed = ended(platform, owner, begun)
        counted.failing.clear()
        again = retried(platform, owner, failed)
        send(platform, owner, again)
        done = ended(platform, owner, again)

    assert failed["status"] == "failed"
    assert (again["status"], again["waiting_for"]) == ("waiting", "signal")
    assert done["status"] == "succeeded"


def send(platform: Platform, by: Person, execution: Json) -> None:
    path = f"{path_of(execution)}/signals"
    assert platform.ask("POST", path, by=by, json={"name": "go"}).status == 202


def test_what_may_have_happened_is_repeated_only_on_request(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        done = ended(platform, owner, start(platform, owner, chain(server.url, "a", "b")))
        interrupt(platform, done, "b")
        work(platform)
        unknown = got(platform, owner, done)
        platform.ask("POST", f"{path_of(done)}/cancel", by=owner)
        refused = retry(platform, owner, done)
        again = retried(platform, owner, done, {"repeat_unknown": True})

    assert (unknown["status"], unknown["waiting_for"]) == ("waiting", "outcome_unknown")
    assert (refused.status, refused.code) == (409, "step_outcome_unknown")
    assert '"b"' in refused.json["detail"]
    assert again["status"] == "succeeded"
    assert counted.calls == {"/a": 1, "/b": 2}


def test_what_may_have_happened_is_repeated_under_the_same_key(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        what = document(post("a", f"{server.url}/a", idempotency_key=True))
        done = ended(platform, owner, start(platform, owner, what))
        interrupt(platform, done, "a")
        platform.ask("POST", f"{path_of(done)}/cancel", by=owner)
        again = retried(platform, owner, done)

    assert again["status"] == "succeeded"
    assert len(counted.keys) == 2
    assert counted.keys[0] == counted.keys[1] is not None


def test_only_what_failed_or_was_cancelled_is_retried(platform: Platform) -> None:
    owner = platform.make_tenant()

    answers = [
        retry(platform, owner, one)
        for one in (run(platform, owner, CONSTANT), start(platform, owner))
    ]

    assert [(one.status, one.code) for one in answers] == [(409, "still_live")] * 2


def test_a_draft_is_retried_as_it_was(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)
    for what in (FAILING, CONSTANT):
        path = f"/workflows/{workflow_id}/draft"
        platform.ask("PUT", path, by=owner, json={"document": what}, headers={"If-Match": "*"})
        if what is FAILING:
            failed = execute(platform, owner, workflow_id, {"draft": True}, query="?wait=30").json

    again = retried(platform, owner, failed)

    assert (again["status"], again["version"]) == ("failed", None)
    assert again["error"] == failed["error"]


def test_a_retry_counts_as_an_execution_and_its_copies_as_storage(platform: Platform) -> None:
    owner = platform.make_tenant()
    failed = run(platform, owner, FAILING, "x" * 100_000)
    before = used(platform, owner, "executions"), used(platform, owner, "storage_bytes")

    again = retried(platform, owner, failed)

    stored = as_owner(platform, "SELECT stored_bytes FROM executions WHERE id = %s", [again["id"]])[
        0
    ]["stored_bytes"]
    assert used(platform, owner, "executions") == before[0] + 1
    assert used(platform, owner, "storage_bytes") == before[1] + stored
    assert again["input"] == failed["input"]


def test_many_dead_ones_are_retried_each_by_itself(platform: Platform) -> None:
    owner = platform.make_tenant()
    dead, alive = run(platform, owner, FAILING), run(platform, owner, FAILING)
    as_owner(platform, "UPDATE executions SET dead_at = now() WHERE id = %s", [dead["id"]])
    absent = "0198c0de-7a1e-7000-8000-000000000003"
    body = {"ids": [dead["id"], alive["id"], absent]}

    answer = platform.ask("POST", "/executions/dead/retry", by=owner, json=body)

    assert answer.status == 200, answer.body
    first, second, third = answer.json["items"]
    assert (
        ended(platform, owner, {**dead, "id": first["execution_id"]})["retried_from"]
        == (dead["id"])
    )
    assert [one["code"] for one in (first, second, third)] == [None, "not_dead", "not_found"]


@pytest.mark.parametrize("number", [0, 101])
def test_so_many_dead_ones_are_retried_at_once(platform: Platform, number: int) -> None:
    owner = platform.make_tenant()
    body = {"ids": ["0198c0de-7a1e-7000-8000-000000000003"] * number}

    assert platform.ask("POST", "/executions/dead/retry", by=owner, json=body).status == 422
