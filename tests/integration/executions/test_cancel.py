"""An execution is stopped: by somebody here, by another process, by its limits."""

from collections.abc import Iterator
from threading import Event

import pytest

from tests.integration.executions.making import (
    CONSTANT,
    HOUR,
    as_owner,
    audited,
    document,
    ended,
    execute,
    got,
    make,
    node,
    path_of,
    run,
    start,
    used,
)
from thaiyyal.features.executions import ExecutionSettings, Runner
from thaiyyal.sdk import Limits
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.local_server import Answer, LocalServer, Received, json_answer
from thaiyyal.testing.platform import Platform, platform_on


@pytest.fixture(scope="module")
def hasty(postgres: EmbeddedServer) -> Iterator[Platform]:
    """A platform where executions have a twentieth of a second to compute, a fifth in all."""
    settings = ExecutionSettings(limits=Limits(run_s=0.05), longest_s=0.2)
    with platform_on(postgres, executions=settings) as platform:
        yield platform


@pytest.fixture(scope="module")
def narrow(postgres: EmbeddedServer) -> Iterator[Platform]:
    """A platform where one execution runs and one more may wait."""
    with platform_on(postgres, executions=ExecutionSettings(running=1, queued=1)) as platform:
        yield platform


def test_a_cancelled_execution_stops(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner)

    answer = platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)

    assert answer.status == 202
    assert answer.json["cancel_requested_at"] is not None
    done = ended(platform, owner, begun)
    assert (done["status"], done["error"]["code"]) == ("cancelled", "cancelled")
    assert done["cancel_requested_at"] == answer.json["cancel_requested_at"]
    assert audited(platform, begun) == [
        ("execution.started", "success", "user"),
        ("execution.cancel_requested", "success", "user"),
        ("execution.finished", "failure", "system"),
    ]
    assert used(platform, owner, "active_executions") == 0


def test_cancelling_twice_is_cancelling_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner)
    as_owner(
        platform, "UPDATE executions SET cancel_requested_at = now() WHERE id = %s", [begun["id"]]
    )

    answer = platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)

    assert answer.status == 202
    assert [action for action, _, _ in audited(platform, begun)] == ["execution.started"]


def test_what_has_ended_cannot_be_cancelled(platform: Platform) -> None:
    owner = platform.make_tenant()
    done = run(platform, owner, CONSTANT)

    answer = platform.ask("POST", f"{path_of(done)}/cancel", by=owner)

    assert (answer.status, answer.code) == (409, "already_ended")
    assert got(platform, owner, done) == done


def test_a_wish_to_cancel_that_another_process_took_is_seen_with_the_lease(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner)
    as_owner(
        platform, "UPDATE executions SET cancel_requested_at = now() WHERE id = %s", [begun["id"]]
    )

    platform.run(platform.services.get(Runner).renew())

    assert ended(platform, owner, begun)["status"] == "cancelled"


def test_renewing_keeps_what_runs_and_takes_one_statement(platform: Platform) -> None:
    owner, runner = platform.make_tenant(), platform.services.get(Runner)
    begun = [start(platform, owner) for _ in range(3)]
    as_owner(platform, "UPDATE executions SET lease_until = now() WHERE finished_at IS NULL")

    platform.run(runner.renew())

    left = as_owner(
        platform,
        "SELECT status FROM executions WHERE lease_until > now() AND tenant_id = %s",
        [owner.tenant_id],
    )
    assert [row["status"] for row in left] == ["running"] * len(begun)


def test_an_execution_has_a_time_to_compute(hasty: Platform) -> None:
    owner, may_answer = hasty.make_tenant(), Event()

    def answering(_: Received) -> Answer:
        may_answer.wait(30)
        return json_answer(1)

    with LocalServer(answering) as server:
        done = run(hasty, owner, document(node("get", "http", url=server.url)))
        may_answer.set()

    assert (done["status"], done["error"]["code"]) == ("failed", "timeout")


def test_an_execution_has_a_time_in_all(hasty: Platform) -> None:
    owner = hasty.make_tenant()

    done = run(hasty, owner, HOUR)

    assert (done["status"], done["error"]["code"]) == ("failed", "timeout")
    assert "waiting included" in done["error"]["message"]


def test_more_than_can_run_wait_for_their_turn(narrow: Platform) -> None:
    owner = narrow.make_tenant()
    first = start(narrow, owner)
    second = start(narrow, owner, CONSTANT)
    third = execute(narrow, owner, make(narrow, owner, CONSTANT))

    narrow.ask("POST", f"{path_of(first)}/cancel", by=owner)
    done = ended(narrow, owner, second)

    assert (second["status"], second["started_at"]) == ("queued", None)
    assert (third.status, third.code, third.headers["retry-after"]) == (503, "queue_full", "5")
    assert (done["status"], done["output"]) == ("succeeded", 7)
    assert used(narrow, owner, "active_executions") == 0


def test_what_waits_for_its_turn_can_be_cancelled(narrow: Platform) -> None:
    owner = narrow.make_tenant()
    first, second = start(narrow, owner), start(narrow, owner)

    narrow.ask("POST", f"{path_of(second)}/cancel", by=owner)
    cancelled = ended(narrow, owner, second)
    narrow.ask("POST", f"{path_of(first)}/cancel", by=owner)

    assert (cancelled["status"], cancelled["started_at"]) == ("cancelled", None)
    assert ended(narrow, owner, first)["status"] == "cancelled"
    assert start(narrow, owner, CONSTANT)["status"] == "running"


def test_shutting_down_stops_what_has_not_ended(postgres: EmbeddedServer) -> None:
    with platform_on(postgres) as platform:
        owner = platform.make_tenant()
        begun = start(platform, owner)
        workflow_id = make(platform, owner, CONSTANT)

        stopped = platform.run(platform.services.get(Runner).drain(0.01))
        refused = execute(platform, owner, workflow_id)

        assert stopped == 1
        done = got(platform, owner, begun)
        assert (done["status"], done["error"]["code"]) == ("cancelled", "shut_down")
        assert (refused.status, refused.code) == (503, "shutting_down")


def test_shutting_down_lets_end_what_can(postgres: EmbeddedServer) -> None:
    with platform_on(postgres) as platform:
        owner = platform.make_tenant()
        begun = start(platform, owner, CONSTANT)

        stopped = platform.run(platform.services.get(Runner).drain(30))

        assert stopped == 0
        assert got(platform, owner, begun)["status"] == "succeeded"
