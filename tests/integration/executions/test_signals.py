"""Signals reach executions that wait for them, and are kept for those that do not yet."""

from typing import Any

import pytest

from tests.integration.executions.making import (
    CONSTANT,
    Json,
    as_owner,
    audited,
    document,
    ended,
    got,
    node,
    path_of,
    run,
    start,
    work,
)
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform

PAID = document(node("wait", "wait_signal", name="paid"))
TWICE = document(
    node("first", "wait_signal", name="paid"),
    node("second", "wait_signal", name="paid"),
    node("both", "expression", expression="[node.first, node.second]"),
)
HOUR = document(node("hour", "delay", duration="1h"))
MIB = 1024 * 1024


def send(platform: Platform, by: Person, execution: Json, name: str, payload: Any = None) -> Answer:
    body = {"name": name, "payload": payload}
    return platform.ask("POST", f"{path_of(execution)}/signals", by=by, json=body)


def waiting(platform: Platform, by: Person, what: Json) -> Json:
    begun = ended(platform, by, start(platform, by, what))
    assert begun["status"] == "waiting", begun
    return begun


def test_a_signal_lets_the_step_that_waits_for_it_go_on(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = waiting(platform, owner, PAID)

    answer = send(platform, owner, begun, "paid", {"amount": 9})
    done = ended(platform, owner, begun)

    assert (begun["waiting_for"], begun["wake_at"]) == ("signal", None)
    assert (answer.status, answer.json["seq"], answer.json["name"]) == (202, 1, "paid")
    assert (done["status"], done["output"], done["attempt"]) == ("succeeded", {"amount": 9}, 2)
    assert ("execution.signalled", "success", "user") in audited(platform, begun)


def test_signals_that_come_early_are_kept_and_each_is_used_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner, TWICE)

    for payload in (1, 2):
        send(platform, owner, begun, "paid", payload)
    done = ended(platform, owner, begun)

    assert (done["status"], done["output"]) == ("succeeded", [1, 2])


def test_another_signal_wakes_and_ends_nothing(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = waiting(platform, owner, PAID)

    send(platform, owner, begun, "refunded")
    jobs = work(platform)

    assert (jobs, got(platform, owner, begun)["status"]) == (1, "waiting")


def test_who_waits_for_a_time_sleeps_on(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = waiting(platform, owner, HOUR)

    answer = send(platform, owner, begun, "paid")

    assert answer.status == 202
    assert work(platform) == 0
    assert got(platform, owner, begun)["wake_at"] == begun["wake_at"]


@pytest.mark.parametrize("name", ["approval:x", "workflow:x"])
def test_names_of_the_platform_are_refused(platform: Platform, name: str) -> None:
    owner = platform.make_tenant()

    answer = send(platform, owner, start(platform, owner, PAID), name)

    assert (answer.status, answer.code) == (422, "reserved_signal")


def test_what_has_ended_takes_no_signal(platform: Platform) -> None:
    owner = platform.make_tenant()

    answer = send(platform, owner, run(platform, owner, CONSTANT), "paid")

    assert (answer.status, answer.code) == (409, "already_ended")


@pytest.mark.parametrize(("size", "status"), [(MIB - 2, 202), (MIB - 1, 422)])
def test_a_payload_has_so_many_bytes(platform: Platform, size: int, status: int) -> None:
    owner = platform.make_tenant()

    answer = send(platform, owner, start(platform, owner, PAID), "paid", "x" * size)

    assert answer.status == status


@pytest.mark.parametrize(("before", "status"), [(999, 202), (1_000, 422)])
def test_an_execution_is_sent_so_many_signals(platform: Platform, before: int, status: int) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner, PAID)
    as_owner(
        platform,
        "INSERT INTO signals (tenant_id, execution_id, seq, name) SELECT %(tenant)s, %(id)s, n, 'x'"
        " FROM generate_series(1, %(number)s) n",
        {"tenant": owner.tenant_id, "id": begun["id"], "number": before},
    )
    as_owner(platform, "UPDATE executions SET signals = %s WHERE id = %s", [before, begun["id"]])

    answer = send(platform, owner, begun, "paid")

    assert answer.status == status
    assert answer.json.get("code") == (None if status == 202 else "limit_exceeded")
