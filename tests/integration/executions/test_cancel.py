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


def test_a_cancelled_execution_stops(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = ended(platform, owner, start(platform, owner))

    answer = platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)

    assert begun["status"] == "waiting"
    assert answer.status == 202
    assert answer.json["cancel_requested_at"] is not None
    done = ended(platform, owner, begun)
    assert (done["status"], done["error"]["code"]) == ("cancelled", "cancelled")
    assert done["cancel_requested_at"] == answer.json["cancel_requested_at"]
    assert audited(platform, begun) == [
        ("execution.started", "success", "user"),
        ("execution.cancel_requested", "success", "user"),
        ("execution.finished", "failure", "user"),
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
    owner, may_answer = platform.make_tenant(), Event()

    def answering(_: Received) -> Answer:
        may_answer.wait(30)
        return json_answer(1)

    with LocalServer(answering) as server:
        workflow_id = make(platform, owner, document(node("get", "http", url=server.url)))
        begun = execute(platform, owner, workflow_id, query="?wait=1s").json
        as_owner(
            platform,
            "UPDATE executions SET cancel_requested_at = now() WHERE id = %s",
            [begun["id"]],
        )
        platform.run(platform.services.get(Runner).renew())
        done = ended(platform, owner, begun)
        may_answer.set()

    assert (begun["status"], done["status"]) == ("running", "cancelled")


def test_what_is_queued_is_cancelled_at_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner)

    answer = platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)

    assert (answer.json["status"], answer.json["started_at"]) == ("cancelled", None)
    assert used(platform, owner, "active_executions") == 0
    assert ended(platform, owner, begun)["status"] == "cancelled"


def test_what_an_execution_has_called_is_cancelled_with_it(platform: Platform) -> None:
    owner = platform.make_tenant()
    called = make(platform, owner, HOUR)
    begun = start(platform, owner, document(node("call", "call_workflow", workflow=called)))
    ended(platform, owner, begun)

    platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)

    found = platform.ask("GET", f"/executions?parent_id={begun['id']}", by=owner).json["items"]
    assert [(one["workflow_id"], one["status"]) for one in found] == [(called, "cancelled")]
    assert used(platform, owner, "active_executions") == 0


def test_an_execution_has_a_time_to_compute(hasty: Platform) -> None:
    owner, may_answer = hasty.make_tenant(), Event()

    def answering(_: Received) -> Answer:
        may_answer.wait(30)
        return json_answer(1)

    with LocalServer(answering) as server:
        done = run(hasty, owner, document(node("get", "http", url=server.url)))
        may_answer.set()

    assert (done["status"], done["error"]["code"]) == ("failed", "timeout")


def test_waiting_takes_none_of_that_time(hasty: Platform) -> None:
    owner = hasty.make_tenant()

    begun = ended(hasty, owner, start(hasty, owner, HOUR))

    assert (begun["status"], begun["waiting_for"]) == ("waiting", "time")


def test_shutting_down_gives_back_what_has_not_ended(postgres: EmbeddedServer) -> None:
    may_answer = Event()

    def answering(_: Received) -> Answer:
        may_answer.wait(30)
        return json_answer(1)

    with platform_on(postgres) as platform, LocalServer(answering) as server:
        owner = platform.make_tenant()
        workflow_id = make(platform, owner, document(node("get", "http", url=server.url)))
        begun = execute(platform, owner, workflow_id, query="?wait=1s").json

        stopped = platform.run(platform.services.get(Runner).drain(0.01))
        may_answer.set()

        assert (begun["status"], stopped) == ("running", 1)
        assert got(platform, owner, begun)["status"] == "queued"


def test_shutting_down_lets_end_what_can(postgres: EmbeddedServer) -> None:
    may_answer = Event()

    def answering(_: Received) -> Answer:
        may_answer.wait(30)
        return json_answer(1)

    with platform_on(postgres) as platform, LocalServer(answering) as server:
        owner = platform.make_tenant()
        workflow_id = make(platform, owner, document(node("get", "http", url=server.url)))
        begun = execute(platform, owner, workflow_id, query="?wait=1s").json
        may_answer.set()

        stopped = platform.run(platform.services.get(Runner).drain(30))

        assert stopped == 0
        assert got(platform, owner, begun)["status"] == "succeeded"
