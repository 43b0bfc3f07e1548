"""Every shared workflow case gives what it promises.

Rules of comparing: values are equal as JSON with types (true is not 1, null is not a missing key,
lists in order, keys of objects in any order); numbers as doubles, a relative difference of 1e-12
is accepted. A case compares only what it names. For a rejected document every promised problem
must be reported and every reported one promised.
"""

import asyncio
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from thaiyyal.bootstrap import LocalRunner, check
from thaiyyal.cli.outcome import finished, rejected

CASES = Path(__file__).parents[2] / "contracts" / "cases" / "workflows.jsonl"
Case = dict[str, Any]


def cases_by_group() -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        groups[case["group"]].append(case)
    return groups


GROUPS = cases_by_group()


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_the_cases_of_a_group_hold(group: str) -> None:
    differences = asyncio.run(differences_of(GROUPS[group]))

    assert not differences, "\n".join(differences)


async def differences_of(cases: list[Case]) -> list[str]:
    runner = LocalRunner()
    found: list[str] = []
    for case in cases:
        given = await outcome_of(runner, case)
        found += [f"{case['id']}: {text}" for text in differing(case["expect"], given)]
    await runner.aclose()
    return found


async def outcome_of(runner: LocalRunner, case: Case) -> Case:
    checked = check(case["workflow"])
    if checked.workflow is None:
        return rejected(checked)
    return finished(await runner.run(checked, [case["input"]] if "input" in case else []))


def differing(expect: Case, given: Case) -> list[str]:
    if given["status"] != expect["status"]:
        return [f"{given['status']} {given['error']} instead of {expect['status']}"]
    found: list[str] = []
    if "output" in expect and not is_same(expect["output"], given["output"]):
        found.append(f"output {given['output']!r} instead of {expect['output']!r}")
    for id_, step in expect.get("steps", {}).items():
        found += differing_step(id_, step, given["steps"].get(id_, {}))
    found += differing_error(expect.get("error"), given["error"])
    if "problems" in expect:
        found += differing_problems(expect["problems"], given["problems"])
    return found


def differing_step(id_: str, expect: Case, given: Case) -> list[str]:
    nothing = object()
    return [
        f"{key} of step {id_} is {given.get(key)!r} instead of {expect[key]!r}"
        for key in ("status", "port", "output")
        if key in expect and not is_same(expect[key], given.get(key, nothing))
    ]


def differing_error(expect: Case | None, given: Case | None) -> list[str]:
    if expect is None:
        return []
    at = given or {}
    return [
        f"{key} of the error is {at.get(key)!r} instead of {expect[key]!r}"
        for key in ("code", "node")
        if key in expect and at.get(key) != expect[key]
    ]


def differing_problems(expect: list[Case], given: list[Case]) -> list[str]:
    missing = [e for e in expect if not any(fits(e, g) for g in given)]
    extra = [g for g in given if not any(fits(e, g) for e in expect)]
    return [f"no problem {item}" for item in missing] + [f"unexpected {item}" for item in extra]


def fits(expect: Case, given: Case) -> bool:
    return all(given.get(key) == expect[key] for key in ("code", "node", "edge") if key in expect)


def is_same(expect: Any, given: Any) -> bool:
    if isinstance(expect, bool) or isinstance(given, bool):
        return expect is given
    if isinstance(expect, int | float) and isinstance(given, int | float):
        return math.isclose(float(expect), float(given), rel_tol=1e-12)
    if type(expect) is not type(given):
        return False
    if isinstance(expect, dict):
        return expect.keys() == given.keys() and all(is_same(expect[k], given[k]) for k in expect)
    if isinstance(expect, list):
        return len(expect) == len(given) and all(map(is_same, expect, given))
    return bool(expect == given)
