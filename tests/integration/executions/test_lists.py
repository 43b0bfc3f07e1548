"""Lists, counts and steps: newest first, page by page, by filters, in few statements."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.integration.executions.making import (
    CONSTANT,
    FAILING,
    HOUR,
    Json,
    as_owner,
    document,
    ended,
    execute,
    make,
    node,
    path_of,
    run,
    start,
    steps_of,
)
from tests.integration.workflows.making import actor_of, handle
from thaiyyal.features.executions import details, lists
from thaiyyal.features.executions.lists import AllFilters, ExecutionFilters, Span
from thaiyyal.features.routing import moment_text
from thaiyyal.testing.platform import Person, Platform


def page(platform: Platform, by: Person, path: str) -> Json:
    answer = platform.ask("GET", path, by=by)
    assert answer.status == 200, answer.body
    found: Json = answer.json
    return found


def pages(platform: Platform, by: Person, path: str) -> Iterator[Json]:
    """Yield all items of a list, two at a time."""
    cursor = ""
    while True:
        found = page(platform, by, f"{path}?limit=2{cursor}")
        yield from found["items"]
        if found["next_cursor"] is None:
            return
        cursor = f"&cursor={found['next_cursor']}"


def test_a_list_shows_executions_without_their_values(platform: Platform) -> None:
    owner = platform.make_tenant()
    done = run(platform, owner, CONSTANT)

    (item,) = page(platform, owner, "/executions")["items"]

    assert item == {k: v for k, v in done.items() if k not in {"input", "output"}}


def test_pages_lose_and_repeat_nothing(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)
    ids = [execute(platform, owner, workflow_id, query="?wait=30").json["id"] for _ in range(5)]

    everywhere = [item["id"] for item in pages(platform, owner, "/executions")]
    here = [item["id"] for item in pages(platform, owner, f"/workflows/{workflow_id}/executions")]

    assert everywhere == here == ids[::-1]


def test_filters_narrow_a_list(platform: Platform) -> None:
    owner = platform.make_tenant()
    good, bad = run(platform, owner, CONSTANT), run(platform, owner, FAILING)
    middle = bad["created_at"]

    def ids(query: str) -> list[str]:
        return [item["id"] for item in page(platform, owner, f"/executions?{query}")["items"]]

    assert ids("status=succeeded") == [good["id"]]
    assert ids("status=failed&trigger=api") == [bad["id"]]
    assert ids(f"workflow_id={good['workflow_id']}") == [good["id"]]
    assert ids("trigger=schedule") == ids("status=cancelled") == []
    assert ids(f"from={middle}") == [bad["id"]]
    assert ids(f"to={middle}") == [good["id"]]
    assert ids(f"from={good['created_at']}&to={middle}&status=succeeded") == [good["id"]]


@pytest.mark.parametrize(
    "query",
    ["status=done", "waiting_for=x", "dead=perhaps", "retried_from=x", "workflow_id=1",
     "trigger=x", "from=yesterday", "from=2026-01-01T00:00:00", "limit=0",
     "limit=201", "cursor=x"],
)  # fmt: skip
def test_a_filter_that_says_nothing_is_refused(platform: Platform, query: str) -> None:
    owner = platform.make_tenant()

    assert platform.ask("GET", f"/executions?{query}", by=owner).status == 422


def test_filters_tell_what_waits_what_was_given_up_and_where_it_comes_from(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    dead = run(platform, owner, FAILING)
    again = platform.ask("POST", f"{path_of(dead)}/retry", by=owner).json
    waits = ended(platform, owner, start(platform, owner, HOUR))
    as_owner(platform, "UPDATE executions SET dead_at = now() WHERE id = %s", [dead["id"]])

    def ids(query: str) -> list[str]:
        return [item["id"] for item in page(platform, owner, f"/executions?{query}")["items"]]

    assert ids("dead=true") == [dead["id"]]
    assert ids(f"retried_from={dead['id']}") == [again["id"]]
    assert ids("waiting_for=time") == [waits["id"]]
    assert ids("waiting_for=signal") == ids(f"parent_id={dead['id']}") == []
    assert len(ids("dead=false")) == 3


def test_a_cursor_belongs_to_its_list(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)
    for _ in range(2):
        execute(platform, owner, workflow_id, query="?wait=30")
    cursor = page(platform, owner, "/executions?limit=1")["next_cursor"]

    elsewhere = [
        platform.ask("GET", f"{path}&limit=1&cursor={cursor}", by=owner)
        for path in (f"/workflows/{workflow_id}/executions?", "/executions?status=succeeded")
    ]

    assert [(answer.status, answer.code) for answer in elsewhere] == [(422, "bad_cursor")] * 2


def test_executions_are_counted_by_status(platform: Platform) -> None:
    owner = platform.make_tenant()
    for what in (CONSTANT, CONSTANT, FAILING):
        done = run(platform, owner, what)
    execute(platform, owner, make(platform, owner, HOUR))
    tomorrow = moment_text(datetime.now(UTC) + timedelta(days=1))

    everywhere = page(platform, owner, "/executions/counts")
    here = page(platform, owner, f"/workflows/{done['workflow_id']}/executions/counts")
    later = page(platform, owner, f"/executions/counts?from={tomorrow}")

    assert everywhere["items"] == [
        {"status": "queued", "count": 1},
        {"status": "succeeded", "count": 2},
        {"status": "failed", "count": 1},
    ]
    assert here["items"] == [{"status": "failed", "count": 1}]
    assert later["items"] == []


def test_steps_come_page_by_page_in_the_order_of_the_document(platform: Platform) -> None:
    owner = platform.make_tenant()
    chain = [node(f"n{at}", "expression", expression="input + 1") for at in range(5)]
    done = run(platform, owner, document(*chain), 0)

    steps = list(pages(platform, owner, f"{path_of(done)}/steps"))
    same = list(pages(platform, owner, f"/executions/{done['id']}/steps"))

    assert steps == same == steps_of(platform, owner, done)
    assert [(step["node_id"], step["output"]) for step in steps] == [
        (f"n{at}", at + 1) for at in range(5)
    ]


def test_a_step_tells_what_it_did_and_when(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = document(node("n", "number", value=1), node("test", "condition", condition="input > 0"))

    done = run(platform, owner, what)

    _, step = steps_of(platform, owner, done)
    assert set(step) == {
        "seq", "node_id", "path", "type", "status", "port", "output", "is_preview", "error",
        "attempt", "started_at", "duration_ms", "meta",
    }  # fmt: skip
    assert (step["type"], step["port"], step["attempt"], step["path"]) == (
        "condition",
        "true",
        1,
        "",
    )
    assert step["meta"] == {"condition_met": True}
    assert done["started_at"] <= step["started_at"] <= done["finished_at"]


def test_a_step_in_a_loop_tells_in_which_run_it_was(platform: Platform) -> None:
    owner = platform.make_tenant()
    inside = {**node("inside", "expression", expression="input * 10"), "parent": "loop"}
    what = {"nodes": [node("loop", "for_each"), inside], "edges": []}

    done = run(platform, owner, what, [1, 2, 3])

    steps = {step["node_id"]: step for step in steps_of(platform, owner, done)}
    assert done["output"] == [10, 20, 30]
    assert (steps["inside"]["path"], steps["inside"]["output"]) == ("loop[2]", 30)
    assert steps["inside"]["meta"]["runs"] == 3


def test_reading_takes_as_many_statements_however_much_there_is(platform: Platform) -> None:
    owner = platform.make_tenant()
    actor = actor_of(owner)
    chain = [node(f"n{at}", "expression", expression="input + 1") for at in range(20)]
    workflow_id = make(platform, owner, document(*chain))

    def statements() -> list[int]:
        newest = UUID(page(platform, owner, "/executions")["items"][0]["id"])
        work = [
            lambda call: lists.list_executions(call, AllFilters()),
            lambda call: lists.count_executions(call, Span()),
            lambda call: lists.list_workflow_executions(
                call, UUID(workflow_id), ExecutionFilters()
            ),
            lambda call: details.get_execution(call, newest),
            lambda call: details.list_steps(call, newest),
        ]
        return [handle(platform, actor, one)[1] for one in work]

    execute(platform, owner, workflow_id, {"input": 1}, query="?wait=30")
    few = statements()
    for _ in range(10):
        execute(platform, owner, workflow_id, {"input": 1}, query="?wait=30")

    assert statements() == few == [1, 1, 2, 1, 2]
