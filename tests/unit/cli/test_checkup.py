"""What checks find, and which exit code they come to."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from thaiyyal.cli.checkup import Check, Finding, Status, clock_finding, exit_code, run_checks
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.settings import LoadedSettings, load_settings

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Away(ThaiyyalError):
    code = "away"
    kind = Kind.UNAVAILABLE


@pytest.fixture
def loaded() -> LoadedSettings:
    return load_settings({}, {"HOME": "/home/ada"})


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([], 0),
        (["ok", "warning"], 0),
        (["ok", "problem", "warning"], 1),
        (["unreachable"], 3),
        (["problem", "unreachable"], 3),
    ],
)
def test_the_worst_finding_decides_the_exit_code(statuses: list[str], code: int) -> None:
    assert exit_code(Finding("x", Status(status), "") for status in statuses) == code


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Away("the database is away"), Status.UNREACHABLE),
        (ThaiyyalError("the database is odd"), Status.PROBLEM),
        (PermissionError(13, "Permission denied", "/x"), Status.PROBLEM),
    ],
)
def test_a_check_that_fails_is_a_finding_and_the_next_one_runs(
    error: Exception, status: Status, loaded: LoadedSettings
) -> None:
    def failing(_loaded: LoadedSettings) -> Iterator[Finding]:
        yield Finding("first", Status.OK, "so far")
        raise error

    def fine(_loaded: LoadedSettings) -> Iterator[Finding]:
        yield Finding("second", Status.OK, "fine")

    found = list(run_checks([Check("first", failing), Check("second", fine)], loaded))

    assert [(each.check, each.status) for each in found] == [
        ("first", Status.OK),
        ("first", status),
        ("second", Status.OK),
    ]


@pytest.mark.parametrize(
    ("apart_s", "status"), [(0, "ok"), (2, "ok"), (3, "warning"), (30, "warning"), (31, "problem")]
)
@pytest.mark.parametrize("sign", [1, -1])
def test_clocks_that_differ_are_told(apart_s: int, status: str, sign: int) -> None:
    finding = clock_finding(NOW + sign * timedelta(seconds=apart_s), NOW)

    assert finding.status.value == status
    assert f"{apart_s}.0 s apart" in finding.message
