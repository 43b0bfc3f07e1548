"""The jobs of a server do their work on a real database."""

import pytest

from tests.integration.audit.logs import as_owner, log_of
from thaiyyal.bootstrap import platform as bootstrap
from thaiyyal.bootstrap.jobs import platform_jobs
from thaiyyal.bootstrap.metrics import metrics_of
from thaiyyal.settings import Settings
from thaiyyal.store.upkeep import ensure_partitions, forget_old_rows
from thaiyyal.testing.platform import Platform


def test_every_job_of_a_server_does_its_work(platform: Platform) -> None:
    log = log_of(platform, platform.make_tenant())
    log.write_many(2)
    opened = bootstrap.Platform(
        Settings(),
        platform.database,
        platform.services,
        platform.authenticator,
        metrics_of(platform.database, Settings().worker),
    )

    for job in platform_jobs(opened):
        platform.run(job.run())

    assert [row["seq"] for row in log.rows()] == [1, 2, 3]


def test_sealing_has_the_rhythm_of_a_second(platform: Platform) -> None:
    opened = bootstrap.Platform(
        Settings(),
        platform.database,
        platform.services,
        platform.authenticator,
        metrics_of(platform.database, Settings().worker),
    )

    (sealing,) = [job for job in platform_jobs(opened) if job.name == "seal_audit"]

    assert sealing.every_s <= 1


def test_missing_partitions_are_made_and_no_others(platform: Platform) -> None:
    as_owner(platform, "DROP TABLE audit_logs_y" + _next_month(platform))

    made = platform.run(ensure_partitions(platform.database))

    assert (made, platform.run(ensure_partitions(platform.database))) == (1, 0)


def _next_month(platform: Platform) -> str:
    (row,) = as_owner(
        platform,
        "SELECT to_char(now() AT TIME ZONE 'UTC' + interval '1 month', 'YYYY\"m\"MM') AS name",
    )
    return str(row["name"])


_OLD_LINKS = (
    "INSERT INTO one_time_links (digest, purpose, expires_at)"
    " VALUES ('old', 'reset_password', now() - interval '31 days'),"
    " ('new', 'reset_password', now() - interval '29 days')"
)
_LINKS = "SELECT convert_from(digest, 'UTF8') AS key FROM one_time_links"
_OLD_PASSES = (
    "INSERT INTO passes (key, window_start, taken)"
    " VALUES ('old', now() - interval '25 hours', 1), ('new', now() - interval '23 hours', 1)"
)


@pytest.mark.parametrize(
    ("insert", "read"),
    [(_OLD_LINKS, _LINKS), (_OLD_PASSES, "SELECT key FROM passes")],
    ids=["links", "passes"],
)
def test_old_rows_are_forgotten(platform: Platform, insert: str, read: str) -> None:
    as_owner(platform, insert)

    platform.run(forget_old_rows(platform.database))

    assert [row["key"] for row in as_owner(platform, read)] == ["new"]


def test_upkeep_leaves_the_log_of_a_tenant_alone(platform: Platform) -> None:
    log = log_of(platform, platform.make_tenant())

    platform.run(forget_old_rows(platform.database))

    assert len(log.rows()) == 1
