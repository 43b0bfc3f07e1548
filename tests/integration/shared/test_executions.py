"""Executions of one workflow share its caches, limiters and kept results."""

from itertools import pairwise
from typing import Any

import psycopg

from thaiyyal.testing.platform import Person, Platform


def _node(id_: str, type_: str, **data: Any) -> dict[str, Any]:
    return {"id": id_, "type": type_, "data": data}


def _make(platform: Platform, owner: Person, *nodes: dict[str, Any]) -> str:
    ids = [node["id"] for node in nodes]
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    document = {"nodes": nodes, "edges": edges}
    made = platform.ask("POST", "/workflows", by=owner, json={"name": "W", "document": document})
    assert made.status == 201, made.json
    return str(made.json["id"])


def _run(platform: Platform, owner: Person, workflow_id: str, given: Any = None) -> Any:
    path = f"/workflows/{workflow_id}/execute?wait=30s"
    done = platform.ask("POST", path, by=owner, json={"input": given})
    assert (done.status, done.json["status"]) == (200, "succeeded"), done.json
    return done.json["output"]


def _cache(id_: str, op: str, scope: str) -> dict[str, Any]:
    return _node(id_, "cache", cache_op=op, cache_key="k", scope=scope)


def test_what_one_execution_keeps_another_finds(platform: Platform) -> None:
    owner = platform.make_tenant()
    give = _node("n", "expression", expression="input")
    setting = _make(platform, owner, give, _cache("c", "set", "tenant"))
    getting = _make(platform, owner, _cache("c", "get", "tenant"))

    before = _run(platform, owner, getting)
    _run(platform, owner, setting, {"rate": 1.5})
    after = _run(platform, owner, getting)

    assert (before, after) == (None, {"rate": 1.5})


def test_another_tenant_does_not_find_it(platform: Platform) -> None:
    ours, theirs = platform.make_tenant(), platform.make_tenant()
    give = _node("n", "expression", expression="input")
    setting = _make(platform, ours, give, _cache("c", "set", "tenant"))
    getting = _make(platform, theirs, _cache("c", "get", "tenant"))

    _run(platform, ours, setting, "secret")

    assert _run(platform, theirs, getting) is None


def test_executions_of_a_workflow_share_its_limiter(platform: Platform) -> None:
    owner = platform.make_tenant()
    limits = {"max_requests": 5, "per_duration": "1h", "strategy": "sliding_window"}
    give = _node("n", "expression", expression="input")
    workflow_id = _make(platform, owner, give, _node("l", "rate_limiter", **limits))

    outputs = [_run(platform, owner, workflow_id, given) for given in (1, 2)]

    with psycopg.connect(platform.owner_conninfo()) as connection:
        rows = connection.execute(
            "SELECT record[1] FROM limiters WHERE tenant_id = %s", [owner.tenant_id]
        ).fetchall()
    assert outputs == [1, 2]
    assert rows == [(2.0,)]


def test_a_kept_result_of_a_node_is_found_by_the_next_execution_of_its_workflow(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    kept = _node("n", "expression", expression="input * 2")
    kept["settings"] = {"cache_ttl": "1h"}
    first, copy = _make(platform, owner, kept), _make(platform, owner, kept)

    def is_cached(workflow_id: str) -> bool:
        path = f"/workflows/{workflow_id}/execute?wait=30s"
        done = platform.ask("POST", path, by=owner, json={"input": 21}).json
        path = f"/workflows/{workflow_id}/executions/{done['id']}/steps"
        steps = platform.ask("GET", path, by=owner).json["items"]
        assert done["output"] == 42
        return any(step["meta"].get("cached") for step in steps)

    assert [is_cached(id_) for id_ in (first, first, copy)] == [False, True, False]
