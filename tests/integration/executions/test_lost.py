"""A process that dies, or is cut off, does not leave its executions running for ever."""

import psycopg
import pytest

from tests.integration.executions.making import (
    CONSTANT,
    Json,
    as_owner,
    audited,
    ended,
    got,
    run,
    start,
    used,
)
from thaiyyal.features.executions import LostExecutions, Runner
from thaiyyal.testing.platform import Person, Platform


def abandon(platform: Platform, execution: Json) -> None:
    """Let the lease of an execution be over."""
    as_owner(
        platform,
        "UPDATE executions SET lease_until = now() - interval '1 second' WHERE id = %s",
        [execution["id"]],
    )


def look_twice(platform: Platform) -> int:
    """Look for what is lost, and look again; return how many executions were lost."""
    lost = LostExecutions(platform.database)
    assert platform.run(lost.look()) == 0
    return platform.run(lost.look())


def test_an_execution_without_a_process_has_failed(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner)
    abandon(platform, begun)

    assert look_twice(platform) == 1

    done = got(platform, owner, begun)
    assert (done["status"], done["error"]["code"]) == ("failed", "process_lost")
    assert done["finished_at"] is not None
    assert audited(platform, begun)[-1] == ("execution.finished", "failure", "system")
    assert used(platform, owner, "active_executions") == 0
    assert look_twice(platform) == 0


def test_what_is_renewed_is_not_lost(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner)
    abandon(platform, begun)
    platform.run(platform.services.get(Runner).renew())

    look_twice(platform)

    assert got(platform, owner, begun)["status"] == "running"


def test_a_process_that_was_given_up_records_nothing_any_more(platform: Platform) -> None:
    owner, runner = platform.make_tenant(), platform.services.get(Runner)
    begun = start(platform, owner)
    abandon(platform, begun)
    look_twice(platform)
    lost = got(platform, owner, begun)

    platform.run(runner.renew())

    assert ended(platform, owner, begun) == lost
    assert len(audited(platform, begun)) == 2
    assert used(platform, owner, "active_executions") == 0


def test_a_result_that_comes_too_late_is_not_recorded(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner, CONSTANT)
    as_owner(
        platform,
        "UPDATE executions SET lease_owner = gen_random_uuid() WHERE id = %s",
        [begun["id"]],
    )

    assert ended(platform, owner, begun)["status"] == "running"
    assert len(audited(platform, begun)) == 1


def test_the_lost_of_many_tenants_are_ended_together(platform: Platform) -> None:
    people = [platform.make_tenant() for _ in range(3)]
    begun = [(person, start(platform, person)) for person in people for _ in range(2)]
    for _, execution in begun:
        abandon(platform, execution)

    assert look_twice(platform) == len(begun)

    assert {got(platform, *one)["status"] for one in begun} == {"failed"}


def test_what_is_renewed_between_two_looks_is_not_lost(platform: Platform) -> None:
    owner, lost = platform.make_tenant(), LostExecutions(platform.database)
    begun = start(platform, owner)
    abandon(platform, begun)
    platform.run(lost.look())

    platform.run(platform.services.get(Runner).renew())
    platform.run(lost.look())

    assert got(platform, owner, begun)["status"] == "running"


@pytest.mark.parametrize("answers", ["renew_executions", "expired_executions"])
def test_functions_over_all_tenants_tell_ids_only(platform: Platform, answers: str) -> None:
    rows = as_owner(
        platform,
        "SELECT unnest(proargnames) AS name, unnest(proargmodes)::text AS mode"
        " FROM pg_proc WHERE proname = %s",
        [answers],
    )

    told = {row["name"] for row in rows if row["mode"] == "t"}

    assert told <= {"tenant_id", "execution_id", "is_cancelled"}


def test_a_lost_connection_in_the_middle_is_tried_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    run(platform, owner, CONSTANT)
    cut_connections(platform)

    begun = run_after_trouble(platform, owner)

    assert begun["status"] == "succeeded"


def cut_connections(platform: Platform) -> None:
    """End all idle connections of the application."""
    with psycopg.connect(platform.server.conninfo_owner) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = 'thaiyyal_app'",
            [platform.database_name],
        )


def run_after_trouble(platform: Platform, owner: Person) -> Json:
    """Start an execution, cut all connections before it is recorded, wait for its end."""
    begun = start_again(platform, owner)
    cut_connections(platform)
    return ended(platform, owner, begun)


def start_again(platform: Platform, owner: Person) -> Json:
    """Start an execution, as a client does that repeats what got 503."""
    for _ in range(10):
        answer = platform.ask("GET", "/executions", by=owner)
        if answer.status == 200:
            return start(platform, owner, CONSTANT)
    raise AssertionError("the database does not come back")
