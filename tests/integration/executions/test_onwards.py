"""Executing from a node on, and computing again what was not kept."""

from typing import Any

import pytest

from tests.integration.executions.broken import Counted, post
from tests.integration.executions.making import (
    CONSTANT,
    Json,
    as_owner,
    document,
    ended,
    execute,
    make,
    node,
    run,
    start,
    steps_of,
)
from thaiyyal.testing.api import Answer
from thaiyyal.testing.local_server import LocalServer
from thaiyyal.testing.platform import Person, Platform

LONG = document(
    node("list", "expression", expression="input"),
    node("twice", "map", expression="item * 2"),
    node("count", "expression", expression="input.length"),
)


def onwards(platform: Platform, by: Person, earlier: Json, node_id: str, **more: Any) -> Answer:
    body = {"from": {"execution_id": earlier["id"], "node_id": node_id}, **more}
    return execute(platform, by, earlier["workflow_id"], body, query="?wait=30")


def test_what_was_before_the_node_is_not_done_again(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        what = document(
            post("a", f"{server.url}/a"),
            node("large", "expression", expression="'x'.repeat(10000) + input.call"),
            post("b", f"{server.url}/b"),
            node("length", "expression", expression="[input.call, node.large.length]"),
        )
        first = run(platform, owner, what)
        second = onwards(platform, owner, first, "b")

    assert first["output"] == [1, 10_001], first
    assert (second.status, second.json["status"]) == (200, "succeeded"), second.json
    assert second.json["output"] == [2, 10_001]
    assert counted.calls == {"/a": 1, "/b": 2}


def test_a_branch_that_was_taken_then_is_taken_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = {
        "nodes": [
            node("test", "condition", condition="input > 5"),
            node("yes", "expression", expression="'yes'"),
            node("no", "expression", expression="'no'"),
        ],
        "edges": [
            {"source": "test", "target": "yes", "sourceHandle": "true"},
            {"source": "test", "target": "no", "sourceHandle": "false"},
        ],
    }
    first = run(platform, owner, what, 1)

    again = onwards(platform, owner, first, "no").json
    other = onwards(platform, owner, first, "yes").json

    statuses = {step["node_id"]: step["status"] for step in steps_of(platform, owner, again)}
    assert (first["output"], again["output"]) == ("no", "no")
    assert statuses["yes"] == "skipped"
    assert {step["node_id"]: step["status"] for step in steps_of(platform, owner, other)}[
        "yes"
    ] == "skipped"


def test_the_input_is_that_of_then_unless_another_is_given(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = {"nodes": [node("n", "expression", expression="input + 1")], "edges": []}
    first = run(platform, owner, what, 1)

    same, other = (
        onwards(platform, owner, first, "n").json,
        onwards(platform, owner, first, "n", input=7).json,
    )

    assert [same["input"], same["output"], other["output"]] == [1, 2, 8]


def test_a_draft_may_have_changed_behind_the_node(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        first = run(platform, owner, document(post("a", f"{server.url}/a"), node("b", "expression",
                    expression="1")))  # fmt: skip
        newer = document(post("a", f"{server.url}/a"), node("b", "expression",
                         expression="input.call + 10"))  # fmt: skip
        path = f"/workflows/{first['workflow_id']}/draft"
        platform.ask("PUT", path, by=owner, json={"document": newer}, headers={"If-Match": "*"})
        again = onwards(platform, owner, first, "b", draft=True)

    assert again.json["output"] == 11, again.json
    assert counted.calls == {"/a": 1}


def test_it_works_by_the_queue_too(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        what = document(post("a", f"{server.url}/a"), node("b", "expression", expression="input"))
        first = run(platform, owner, what)
        body = {"from": {"execution_id": first["id"], "node_id": "b"}}
        begun = execute(platform, owner, first["workflow_id"], body)
        done = ended(platform, owner, begun.json)

    assert (done["status"], done["output"]) == ("succeeded", first["output"])
    assert counted.calls == {"/a": 1}


@pytest.mark.parametrize("node_id", ["absent", "inner"])
def test_it_begins_at_a_node_outside_of_containers(platform: Platform, node_id: str) -> None:
    owner = platform.make_tenant()
    inner = {**node("inner", "expression", expression="item"), "parent": "each"}
    what = {"nodes": [node("each", "for_each"), inner], "edges": []}
    first = run(platform, owner, what, [1])

    answer = onwards(platform, owner, first, node_id)

    assert (answer.status, answer.code) == (422, "no_such_start")


def test_the_earlier_execution_is_one_of_the_same_workflow(platform: Platform) -> None:
    owner = platform.make_tenant()
    first = run(platform, owner, CONSTANT)
    other = make(platform, owner, CONSTANT)

    answer = onwards(platform, owner, {**first, "workflow_id": other}, "n")

    assert (answer.status, answer.code) == (404, "not_found")


def whole(platform: Platform, by: Person, execution: Json, node_id: str) -> Json:
    (step,) = [one for one in steps_of(platform, by, execution) if one["node_id"] == node_id]
    assert step["is_preview"]
    answer = platform.ask("GET", f"/executions/{execution['id']}/steps/{step['seq']}/output", by=by)
    assert answer.status == 200, answer.body
    found: Json = answer.json
    return found


def test_what_was_computed_is_computed_again_when_asked_for(platform: Platform) -> None:
    owner = platform.make_tenant()
    done = run(platform, owner, LONG, list(range(10_000)))

    found = whole(platform, owner, done, "twice")

    assert found == {"output": [2 * n for n in range(10_000)], "is_preview": False}


def test_computing_again_repeats_no_effect_and_needs_no_end(platform: Platform) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        what = document(
            post("a", f"{server.url}/a"),
            node("long", "expression", expression="'x'.repeat(9000)"),
            node("hour", "delay", duration="1h"),
            post("b", f"{server.url}/b"),
        )
        waiting = ended(platform, owner, start(platform, owner, what))
        found = whole(platform, owner, waiting, "long")

    assert waiting["status"] == "waiting"
    assert found == {"output": "x" * 9_000, "is_preview": False}
    assert counted.calls == {"/a": 1}


def test_what_the_program_cannot_replay_any_more_is_shown_as_it_was_kept(
    platform: Platform,
) -> None:
    owner, counted = platform.make_tenant(), Counted()
    with LocalServer(counted) as server:
        what = document(
            post("a", f"{server.url}/a"),
            node("long", "expression", expression="'x'.repeat(9000)"),
        )
        what["nodes"].append(node("end", "expression", expression="1"))
        what["edges"].append({"source": "long", "target": "end"})
        done = run(platform, owner, what)
    as_owner(
        platform,
        'UPDATE steps SET key = convert_to(\'["","gone",1,"run"]\', \'UTF8\')'
        " WHERE execution_id = %s AND kind = 'outcome'",
        [done["id"]],
    )

    found = whole(platform, owner, done, "long")

    assert found["is_preview"]
