"""Executing for the sake of one node."""

from typing import Any

import psycopg
import pytest

from tests.integration.executions.making import (
    Json,
    document,
    execute,
    make,
    node,
    steps_of,
)
from thaiyyal.features.executions import Runner
from thaiyyal.testing.platform import Person, Platform
from thaiyyal.testing.worker import work_off

LINE = document(
    node("a", "expression", expression="input + 1"),
    node("b", "expression", expression="input * 2"),
    node("c", "expression", expression="input.x.y"),
)


def drafted(platform: Platform, by: Person, what: Json = LINE) -> str:
    """Return a workflow whose draft is the document, and which has no version."""
    made = platform.ask("POST", "/workflows", by=by, json={"name": "Drafted"}).json["id"]
    path = f"/workflows/{made}/draft"
    answer = platform.ask("PUT", path, by=by, json={"document": what}, headers={"If-Match": "*"})
    assert answer.status in {200, 201}, answer.body
    return str(made)


def run_to(platform: Platform, by: Person, id_: str, target: str, **more: Any) -> Json:
    answer = execute(platform, by, id_, {"draft": True, "to": target, **more}, query="?wait=30")
    assert answer.status == 200, answer.body
    found: Json = answer.json
    return found


def done_in(platform: Platform, by: Person, execution: Json) -> list[str]:
    return [step["node_id"] for step in steps_of(platform, by, execution)]


def test_only_what_the_node_needs_runs_and_the_output_is_its_value(platform: Platform) -> None:
    owner = platform.make_tenant()

    execution = run_to(platform, owner, drafted(platform, owner), "b", input=4)

    assert (execution["status"], execution["output"]) == ("succeeded", 10)
    assert done_in(platform, owner, execution) == ["a", "b"]


def test_given_outputs_stand_for_what_is_before_the_node(platform: Platform) -> None:
    owner = platform.make_tenant()

    execution = run_to(platform, owner, drafted(platform, owner), "b", pinned={"a": 7})

    assert execution["output"] == 14


def test_what_an_earlier_execution_gave_is_not_done_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = drafted(platform, owner)
    first = run_to(platform, owner, id_, "a", input=4)

    begin = {"execution_id": first["id"], "node_id": "b"}
    second = run_to(platform, owner, id_, "b", **{"from": begin})

    assert (second["input"], second["output"]) == (4, 10)


def test_a_version_can_be_executed_so_too(platform: Platform) -> None:
    owner = platform.make_tenant()

    answer = execute(
        platform, owner, make(platform, owner, LINE), {"to": "a", "input": 1}, query="?wait=30"
    )

    assert (answer.json["status"], answer.json["output"]) == ("succeeded", 2)


@pytest.mark.parametrize("target", ["nobody", "a\x00", "B"])
def test_a_node_that_is_not_there_is_refused(platform: Platform, target: str) -> None:
    owner = platform.make_tenant()

    answer = execute(platform, owner, drafted(platform, owner), {"draft": True, "to": target})

    assert answer.status == 422, answer.body


def test_the_refusal_says_what_to_do(platform: Platform) -> None:
    owner = platform.make_tenant()

    answer = execute(platform, owner, drafted(platform, owner), {"draft": True, "to": "nobody"})

    assert answer.code == "no_such_target"
    assert '"nobody" is no node of this workflow' in answer.json["detail"]


def test_a_queued_execution_and_its_retry_keep_the_target(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = drafted(platform, owner)
    runner, database = platform.services.get(Runner), platform.database

    begun = execute(platform, owner, id_, {"draft": True, "to": "b", "input": "x"}).json
    platform.run(work_off(runner, database))
    path = f"/workflows/{id_}/executions/{begun['id']}/retry"
    again = platform.ask("POST", path, by=owner)
    platform.run(work_off(runner, database))

    assert (again.status, _look(platform, owner, begun)["error"]["node"]) == (202, "b")
    assert _look(platform, owner, again.json)["error"]["node"] == "b"
    assert _targets(platform, id_) == ["b", "b"]


def test_a_target_is_kept_over_a_long_wait(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = document(
        node("a", "expression", expression="input + 1"),
        node("wait", "wait_signal", name="go"),
        node("b", "expression", expression="'done'"),
        node("after", "expression", expression="input.x.y.z"),
    )
    id_ = drafted(platform, owner, what)
    runner, database = platform.services.get(Runner), platform.database

    begun = execute(platform, owner, id_, {"draft": True, "to": "b", "input": 1}).json
    platform.run(work_off(runner, database))
    path = f"/workflows/{id_}/executions/{begun['id']}/signals"
    sent = platform.ask("POST", path, by=owner, json={"name": "go"})
    platform.run(work_off(runner, database))

    done = _look(platform, owner, begun)
    assert sent.status < 300, sent.body
    assert (done["status"], done["output"]) == ("succeeded", "done")
    assert "after" not in done_in(platform, owner, done)


def test_large_outputs_of_such_an_execution_can_be_computed_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = document(
        node("a", "expression", expression="'x'.repeat(10000)"),
        node("b", "expression", expression="input.length"),
        node("c", "expression", expression="input.x.y"),
    )
    done = run_to(platform, owner, drafted(platform, owner, what), "b", input=1)
    seq = next(s["seq"] for s in steps_of(platform, owner, done) if s["node_id"] == "a")

    answer = platform.ask("GET", f"/executions/{done['id']}/steps/{seq}/output", by=owner)

    assert answer.json == {"output": "x" * 10_000, "is_preview": False}


def _look(platform: Platform, by: Person, execution: Json) -> Json:
    found: Json = platform.ask("GET", f"/executions/{execution['id']}", by=by).json
    return found


def _targets(platform: Platform, workflow_id: str) -> list[str]:
    with psycopg.connect(platform.owner_conninfo()) as connection:
        rows = connection.execute(
            "SELECT target_node FROM executions WHERE workflow_id = %s", [workflow_id]
        ).fetchall()
    return [row[0] for row in rows]
