"""Limits of executions, each at the limit and one beyond it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.executions.making import (
    CONSTANT,
    DOUBLE,
    ECHO,
    Json,
    as_owner,
    document,
    ended,
    execute,
    got,
    make,
    node,
    run,
    set_quota,
    start,
    steps_of,
    used,
)
from thaiyyal.features.executions import ExecutionSettings
from thaiyyal.features.executions.payloads import INLINE_BYTES
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.local_server import LocalServer, json_answer
from thaiyyal.testing.platform import Platform, platform_on

MOST = 1_000


@pytest.fixture(scope="module")
def small(postgres: EmbeddedServer) -> Iterator[Platform]:
    """A platform where a value has 1,000 bytes at most."""
    with platform_on(postgres, executions=ExecutionSettings(value_bytes=MOST)) as platform:
        yield platform


def test_of_a_tenant_so_many_executions_run_at_the_same_time(platform: Platform) -> None:
    owner = platform.make_tenant()
    set_quota(platform, owner, "active_executions", 2)
    begun = [start(platform, owner, CONSTANT) for _ in range(3)]

    active = used(platform, owner, "active_executions")
    admitted = as_owner(
        platform,
        "SELECT count(*) FROM executions WHERE tenant_id = %s AND admitted_at IS NOT NULL",
        [owner.tenant_id],
    )
    done = [ended(platform, owner, one)["status"] for one in begun]

    assert (active, admitted[0]["count"]) == (2, 2)
    assert done == ["succeeded"] * 3
    assert used(platform, owner, "active_executions") == 0


@pytest.mark.parametrize(("plan", "most"), [("standard", 3), ("small", 5)])
def test_a_tenant_whose_plan_says_nothing_has_the_places_of_the_settings(
    postgres: EmbeddedServer, plan: str, most: int
) -> None:
    with platform_on(postgres, active_executions=3) as platform:
        owner = platform.make_tenant(plan=plan)
        workflow_id = make(platform, owner, CONSTANT)
        for _ in range(most + 1):
            execute(platform, owner, workflow_id)

        levels = platform.ask("GET", "/usage", by=owner).json["items"]
        assert used(platform, owner, "active_executions") == most
        assert [one["limit"] for one in levels if one["metric"] == "active_executions"] == [most]


def test_without_a_place_a_waiting_request_waits_for_the_queue(platform: Platform) -> None:
    owner = platform.make_tenant()
    set_quota(platform, owner, "active_executions", 1)
    start(platform, owner, CONSTANT)
    with LocalServer(lambda _: json_answer(1)) as server:
        workflow_id = make(platform, owner, document(node("get", "http", url=server.url)))
        answer = execute(platform, owner, workflow_id, query="?wait=1s")

    assert (answer.status, answer.json["status"]) == (202, "queued")
    assert server.received == []


def test_a_refused_execution_leaves_nothing(platform: Platform) -> None:
    owner = platform.make_tenant()
    set_quota(platform, owner, "executions", 1)
    workflow_id = make(platform, owner, CONSTANT)

    statuses = [execute(platform, owner, workflow_id, query="?wait=30").status for _ in range(3)]

    assert statuses == [200, 429, 429]
    assert len(platform.ask("GET", "/executions", by=owner).json["items"]) == 1
    assert used(platform, owner, "executions") == 1
    assert used(platform, owner, "active_executions") == 0


def test_used_up_cpu_seconds_allow_no_further_execution(platform: Platform) -> None:
    owner = platform.make_tenant()
    set_quota(platform, owner, "cpu_seconds", 0)
    workflow_id = make(platform, owner, CONSTANT)
    as_owner(
        platform,
        "INSERT INTO usage (tenant_id, metric, period, amount)"
        " VALUES (%s, 'cpu_seconds', date_trunc('month', now(), 'UTC')::date, 1)",
        [owner.tenant_id],
    )

    answer = execute(platform, owner, workflow_id)

    assert (answer.status, answer.json["metric"]) == (429, "cpu_seconds")


@pytest.mark.parametrize(("beyond", "status"), [(0, "succeeded"), (1, "failed")])
def test_an_output_has_so_many_bytes(small: Platform, beyond: int, status: str) -> None:
    owner = small.make_tenant()
    expression = f"'x'.repeat({MOST - 2 + beyond})"
    what = document(node("n", "number", value=1), node("long", "expression", expression=expression))

    done = run(small, owner, what)

    assert done["status"] == status, done
    if beyond:
        assert (done["error"]["code"], done["output"]) == ("limit_exceeded", None)
        assert str(MOST) in done["error"]["message"]
    else:
        assert done["output"] == "x" * (MOST - 2)


def test_an_output_that_shares_its_parts_is_measured_before_it_is_written(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    long = node("long", "text_input", text="x" * 100_000)
    what = document(node("list", "expression", expression="input"))
    what["nodes"] = [long, *what["nodes"], node("many", "map", expression="node.long")]
    what["edges"] = [{"source": "list", "target": "many"}]

    done = run(platform, owner, what, [0] * 1_000)

    assert (done["status"], done["error"]["code"]) == ("failed", "limit_exceeded")
    (many,) = [step for step in steps_of(platform, owner, done) if step["node_id"] == "many"]
    assert (many["status"], many["is_preview"]) == ("succeeded", True)


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(("depth", "status"), [(100, 200), (101, 422)])
def test_an_input_is_so_deep(platform: Platform, depth: int, status: int) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, ECHO)

    answer = execute(platform, owner, workflow_id, {"input": nested(depth)}, query="?wait=30")

    assert answer.status == status
    assert answer.json.get("code") == (None if status == 200 else "limit_exceeded")


@pytest.mark.parametrize("size", [INLINE_BYTES - 2, INLINE_BYTES - 1, 2_000_000])
def test_large_values_are_stored_whole(platform: Platform, size: int) -> None:
    owner, text = platform.make_tenant(), "a" * size

    done = run(platform, owner, ECHO, text)

    assert (done["input"], done["output"]) == (text, text)
    assert got(platform, owner, done) == done
    blobs = as_owner(platform, "SELECT size_bytes FROM blobs WHERE execution_id = %s", [done["id"]])
    is_large = size + 2 > INLINE_BYTES
    assert [row["size_bytes"] for row in blobs] == ([size + 2] if is_large else [])
    (step,) = steps_of(platform, owner, done)
    assert step["is_preview"] == is_large
    assert text.startswith(step["output"])
    path = f"/executions/{done['id']}/steps/{step['seq']}/output"
    whole = platform.ask("GET", path, by=owner).json
    assert whole == {"output": text, "is_preview": False}


def test_what_nodes_compute_on_the_way_is_shown_as_far_as_4_kib(platform: Platform) -> None:
    owner = platform.make_tenant()
    numbers = document(
        node("n", "expression", expression="input"),
        node("count", "expression", expression="input.length"),
    )

    done = run(platform, owner, numbers, list(range(10_000)))

    first, last = steps_of(platform, owner, done)
    assert (done["output"], last["output"]) == (10_000, 10_000)
    assert first["is_preview"]
    assert first["output"] == list(range(len(first["output"])))
    stored = as_owner(
        platform, "SELECT max(octet_length(output)) AS most FROM steps WHERE execution_id = %s",
        [done["id"]],
    )  # fmt: skip
    assert stored[0]["most"] <= 4 * 1024


def test_storage_is_counted(platform: Platform) -> None:
    owner = platform.make_tenant()
    before = used(platform, owner, "storage_bytes")

    done = run(platform, owner, DOUBLE, 1)

    stored = as_owner(platform, "SELECT stored_bytes FROM executions WHERE id = %s", [done["id"]])[
        0
    ]["stored_bytes"]
    document_bytes = len(str(DOUBLE))
    assert stored > 0
    assert stored <= used(platform, owner, "storage_bytes") - before <= stored + document_bytes


def test_odd_ids_of_nodes_do_no_harm(platform: Platform) -> None:
    owner = platform.make_tenant()
    ids = ["a\0b", "x" * 10_000, "\U0001f9f5"]
    what = document(
        node("n", "number", value=1), *[node(i, "expression", expression="input") for i in ids]
    )

    done = run(platform, owner, what)

    assert done["status"] == "succeeded"
    shown: list[Json] = steps_of(platform, owner, done)
    assert [step["node_id"] for step in shown] == ["n", "a\ufffdb", *ids[1:]]
