"""What the nodes of an execution log can be read, in order, and is bounded."""

import pytest

from tests.integration.executions.making import (
    Json,
    as_owner,
    document,
    ended,
    node,
    path_of,
    run,
    start,
)
from thaiyyal.testing.platform import Person, Platform


def log_of(platform: Platform, by: Person, execution: Json, query: str = "") -> Json:
    answer = platform.ask("GET", f"/executions/{execution['id']}/logs{query}", by=by)
    assert answer.status == 200, answer.body
    found: Json = answer.json
    return found


def fill(platform: Platform, of: Person, execution: Json, *, lines: int) -> None:
    as_owner(
        platform,
        "INSERT INTO execution_logs (tenant_id, execution_id, seq, level, node_id, message)"
        " SELECT %(t)s, %(e)s, n, CASE WHEN n %% 2 = 0 THEN 'info' ELSE 'error' END, 'n',"
        " 'line ' || n FROM generate_series(1, %(n)s) n",
        {"t": of.tenant_id, "e": execution["id"], "n": lines},
    )


def test_failures_stand_in_the_log(platform: Platform) -> None:
    owner = platform.make_tenant()
    done = run(platform, owner, document(node("bad", "expression", expression="input.a.b")), 1)

    (line,) = log_of(platform, owner, done)["items"]

    assert (line["level"], line["node_id"]) == ("error", "bad")
    assert "failed" in line["message"]


def test_a_log_comes_in_parts_and_by_level(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = start(platform, owner)
    fill(platform, owner, execution, lines=5)

    first = log_of(platform, owner, execution, "?limit=3")
    rest = log_of(platform, owner, execution, f"?limit=3&after={first['next_after']}")
    errors = log_of(platform, owner, execution, "?level=error")

    assert [line["message"] for line in first["items"] + rest["items"]] == [
        f"line {n}" for n in range(1, 6)
    ]
    assert (first["next_after"], rest["next_after"]) == (3, None)
    assert [line["seq"] for line in errors["items"]] == [1, 3, 5]


@pytest.mark.parametrize(
    ("before", "lines", "has_mark"), [(999, 1_000, False), (1_000, 1_001, True)]
)
def test_an_execution_keeps_so_many_lines(
    platform: Platform, before: int, lines: int, has_mark: object
) -> None:
    owner = platform.make_tenant()
    what = document(node("wait", "wait_signal", name="go"), node("bad", "expression",
                    expression="input.a.b"))  # fmt: skip
    begun = ended(platform, owner, start(platform, owner, what))
    fill(platform, owner, begun, lines=before)
    platform.ask("POST", f"{path_of(begun)}/signals", by=owner, json={"name": "go", "payload": 1})
    ended(platform, owner, begun)

    found = log_of(platform, owner, begun, "?limit=1000&after=1")["items"]

    assert len(found) == lines - 1
    last = found[-1]
    assert (last["node_id"] is None) == has_mark
    assert ("left out" in last["message"]) == has_mark


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "level=loud", "after=-1", "after=x"])
def test_a_wish_that_says_nothing_is_refused(platform: Platform, query: str) -> None:
    owner = platform.make_tenant()
    execution = start(platform, owner)

    answer = platform.ask("GET", f"/executions/{execution['id']}/logs?{query}", by=owner)

    assert answer.status == 422
