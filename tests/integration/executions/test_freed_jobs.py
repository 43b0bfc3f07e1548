"""What a process had taken, and did not begin before it died, goes to others."""

from datetime import timedelta

import psycopg
import pytest

from tests.integration.executions.making import CONSTANT, Json, as_owner, got, start, work
from thaiyyal.features.executions import Runner
from thaiyyal.testing.platform import Platform

SILENT, ALIVE = timedelta(hours=1), timedelta()


def take(
    platform: Platform, execution: Json, *, beat: timedelta | None, lock: str | None = None
) -> int:
    """Take an execution's job as a process does, whose last beat is so old; return its number."""
    options = "-c search_path=queue,public"
    with psycopg.connect(platform.owner_conninfo(), options=options) as connection:
        worker = None
        if beat is not None:
            worker = connection.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s)"
                " RETURNING id",
                [beat],
            ).fetchone()
        job = connection.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, lock = %s"
            " WHERE id = (SELECT job_id FROM executions WHERE id = %s) RETURNING id",
            [None if worker is None else worker[0], lock, execution["id"]],
        ).fetchone()
    assert job is not None
    return int(job[0])


def jobs_of(platform: Platform, execution: Json) -> list[Json]:
    return as_owner(
        platform,
        "SELECT id, status, lock FROM queue.procrastinate_jobs"
        " WHERE args -> 'ids' ? %s::text ORDER BY id",
        [execution["id"]],
    )


def free(platform: Platform) -> None:
    platform.run(platform.services.get(Runner).free_jobs())


@pytest.mark.parametrize("beat", [SILENT, None], ids=["silent", "forgotten"])
def test_the_job_of_a_dead_process_is_made_anew(platform: Platform, beat: timedelta | None) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner, CONSTANT)
    taken = take(platform, begun, beat=beat)

    free(platform)

    (job,) = jobs_of(platform, begun)
    work(platform)
    assert job["status"] == "todo"
    assert job["id"] != taken
    assert got(platform, owner, begun)["status"] == "succeeded"


def test_a_suspect_stays_alone(platform: Platform) -> None:
    begun = start(platform, platform.make_tenant(), CONSTANT)
    take(platform, begun, beat=SILENT, lock="suspects")

    free(platform)

    assert [job["lock"] for job in jobs_of(platform, begun)] == ["suspects"]
    work(platform)


def test_the_job_of_a_process_that_lives_is_left_to_it(platform: Platform) -> None:
    begun = start(platform, platform.make_tenant(), CONSTANT)
    taken = take(platform, begun, beat=ALIVE)

    free(platform)

    assert [(job["id"], job["status"]) for job in jobs_of(platform, begun)] == [(taken, "doing")]


def test_a_job_whose_execution_runs_is_left_until_that_is_taken_over(platform: Platform) -> None:
    begun = start(platform, platform.make_tenant(), CONSTANT)
    taken = take(platform, begun, beat=SILENT)
    as_owner(platform, "UPDATE executions SET status = 'running' WHERE id = %s", [begun["id"]])

    free(platform)

    assert [job["id"] for job in jobs_of(platform, begun)] == [taken]
