"""A compiled region gives what scheduling its nodes one by one gives."""

from typing import Any

import pytest

from tests.unit.engine.running import Engine, facts_of
from tests.unit.test_conformance import GROUPS
from thaiyyal.sdk import Limits

LIMITS = Limits(http_requests=0)


def scheduled(given: dict[str, Any]) -> dict[str, Any]:
    """Return the document with a setting that keeps every node out of every region."""
    nodes = []
    for node in given.get("nodes") or ():
        settings = dict(node.get("settings") or {})
        settings["retry"] = settings.get("retry") or {"max_attempts": 1}
        nodes.append({**node, "settings": settings})
    return {**given, "nodes": nodes}


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_regions_give_what_scheduling_gives(group: str) -> None:
    for case in GROUPS[group]:
        if case["expect"]["status"] != "succeeded":
            continue  # which steps ran beside a failed one is not defined
        inputs = [case["input"]] if "input" in case else []

        compiled = Engine(limits=LIMITS).run(case["workflow"], *inputs)
        one_by_one = Engine(limits=LIMITS).run(scheduled(case["workflow"]), *inputs)

        assert facts_of(one_by_one) == facts_of(compiled), case["id"]


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_a_failed_run_names_the_same_node_either_way(group: str) -> None:
    for case in GROUPS[group]:
        if case["expect"]["status"] != "failed" or "node" not in case["expect"].get("error", {}):
            continue
        if case.get("topic") == "network":
            continue  # answered by the network's guard, which is not here
        inputs = [case["input"]] if "input" in case else []

        found = Engine(limits=LIMITS).run(scheduled(case["workflow"]), *inputs)

        assert found.error is not None, case["id"]
        assert (found.error.code, found.error.node) == (
            case["expect"]["error"]["code"],
            case["expect"]["error"]["node"],
        ), case["id"]
