"""What surrounds an execution: workflows that call and follow it, its input, its limits."""

from typing import Any

import psycopg
import pytest

from thaiyyal.features.executions import Runner
from thaiyyal.testing.platform import Person, Platform
from thaiyyal.testing.worker import work_off


def computing(expression: str) -> list[dict[str, Any]]:
    return [{"id": "e", "type": "expression", "data": {"expression": expression}}]


def calling(workflow: str) -> list[dict[str, Any]]:
    return [{"id": "c", "type": "call_workflow", "data": {"workflow": workflow}}]


def published(
    platform: Platform, owner: Person, nodes: list[dict[str, Any]], **settings: object
) -> str:
    document = {"nodes": nodes, "edges": [], "settings": settings}
    answer = platform.ask(
        "POST", "/workflows", by=owner, json={"name": "One", "document": document}
    )
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def execute(
    platform: Platform, owner: Person, workflow: str, body: dict[str, Any], *, wait: int = 0
) -> dict[str, Any]:
    path = f"/workflows/{workflow}/execute?wait={wait}"
    found: dict[str, Any] = platform.ask("POST", path, by=owner, json=body).json
    return found


def work(platform: Platform) -> None:
    platform.run(work_off(platform.services.get(Runner), platform.database))


def got(platform: Platform, owner: Person, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = platform.ask("GET", f"/executions/{id_}", by=owner).json
    return found


@pytest.mark.parametrize(
    ("expression", "status", "output", "code"),
    [
        ("input.n * 2", "succeeded", 8, None),
        ("input.n.m", "failed", None, "workflow_failed"),
    ],
)
def test_a_workflow_gets_the_end_of_the_one_that_it_calls(
    platform: Platform, expression: str, status: str, output: object, code: str | None
) -> None:
    owner = platform.make_tenant()
    called = published(platform, owner, computing(expression))
    caller = published(platform, owner, calling(called))

    begun = execute(platform, owner, caller, {"input": {"n": 4}})
    work(platform)

    ended = got(platform, owner, begun["id"])
    assert (ended["status"], ended["output"]) == (status, output)
    assert (ended["error"] or {}).get("code") == code


def test_a_failure_is_followed_by_the_workflow_for_failures_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    follows = published(platform, owner, [{"id": "t", "type": "error_trigger", "data": {}}])
    fails = published(platform, owner, computing("1 / 0"), on_error_workflow=follows)

    failed = execute(platform, owner, fails, {"input": 1}, wait=10)
    work(platform)

    listed = platform.ask("GET", f"/executions?workflow_id={follows}", by=owner).json["items"]
    assert [(one["status"], one["trigger"]) for one in listed] == [("succeeded", "error")]
    told = got(platform, owner, listed[0]["id"])["input"]
    assert (told["execution_id"], told["error"]["code"]) == (failed["id"], "division_by_zero")


@pytest.mark.parametrize(("given", "status"), [({"n": 1}, 200), ({}, 422)])
def test_an_input_has_to_be_what_the_workflow_declares(
    platform: Platform, given: dict[str, int], status: int
) -> None:
    owner = platform.make_tenant()
    schema = {"type": "object", "required": ["n"]}
    workflow = published(platform, owner, computing("input"), input_schema=schema)

    path = f"/workflows/{workflow}/execute?wait=10"
    answer = platform.ask("POST", path, by=owner, json={"input": given})

    assert answer.status == status


def test_an_execution_that_is_to_begin_later_is_left_until_then(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = published(platform, owner, computing("1"))

    begun = execute(platform, owner, workflow, {"delay_s": 3_600})
    work(platform)

    later = got(platform, owner, begun["id"])
    assert later["status"] == "queued"
    assert later["wake_at"] is not None


def test_a_workflow_that_keeps_its_results_gives_them_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = published(platform, owner, computing("now()"), result_cache_ttl="1h")

    first, again, other = (
        execute(platform, owner, workflow, {"input": given}, wait=10) for given in (1, 1, 2)
    )

    assert first["output"] == again["output"]
    assert other["status"] == "succeeded"
    assert other["output"] != first["output"]


@pytest.mark.parametrize(("limit", "admitted"), [(1, 1), (2, 2), (4, 3)])
def test_a_workflow_bounds_how_many_of_its_executions_have_a_place(
    platform: Platform, limit: int, admitted: int
) -> None:
    owner = platform.make_tenant()
    workflow = published(platform, owner, computing("input"), max_concurrency=limit)

    begun = [execute(platform, owner, workflow, {"input": n}) for n in range(3)]

    with psycopg.connect(platform.owner_conninfo()) as connection:
        found = connection.execute(
            "SELECT count(*) FROM executions WHERE workflow_id = %s AND admitted_at IS NOT NULL",
            [workflow],
        ).fetchone()
    assert found == (admitted,)
    work(platform)
    assert {got(platform, owner, one["id"])["status"] for one in begun} == {"succeeded"}


def test_a_private_workflow_of_somebody_else_cannot_be_called(platform: Platform) -> None:
    owner = platform.make_tenant()
    editor = platform.make_member(owner, "editor")
    hidden = published(platform, owner, computing("input"))
    body, headers = {"visibility": "private"}, {"If-Match": "*"}
    made = platform.ask("PUT", f"/workflows/{hidden}", by=owner, json=body, headers=headers)
    caller = published(platform, editor, calling(hidden))

    begun = execute(platform, editor, caller, {"input": 1})
    work(platform)

    ended = got(platform, editor, begun["id"])
    assert made.status == 200
    assert (ended["status"], ended["error"]["code"]) == ("failed", "not_found")
