"""Checks of an installation: what each found, and what all of them mean together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.settings import LoadedSettings

_SAME_TIME = timedelta(seconds=2)
_BEARABLE = timedelta(seconds=30)


class Status(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; the message says what to do, unless everything is well."""

    check: str
    status: Status
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """One look at the installation. It may raise an expected error instead of finding it."""

    name: str
    run: Callable[[LoadedSettings], Iterable[Finding]]


def run_checks(checks: Iterable[Check], loaded: LoadedSettings) -> Iterator[Finding]:
    """Yield what all checks find, in their order; none keeps the others from running."""
    for check in checks:
        try:
            yield from check.run(loaded)
        except ThaiyyalError as error:
            is_away = error.kind is Kind.UNAVAILABLE
            status = Status.UNREACHABLE if is_away else Status.PROBLEM
            yield Finding(check.name, status, error.message)
        except OSError as error:
            yield Finding(check.name, Status.PROBLEM, f"{error.filename}: {error.strerror}")


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 0 when nothing is wrong, 3 when something cannot be reached, else 1."""
    found = {finding.status for finding in findings}
    if Status.UNREACHABLE in found:
        return 3
    return 1 if Status.PROBLEM in found else 0


def clock_finding(theirs: datetime, ours: datetime) -> Finding:
    """Return how far the database's clock is from ours."""
    apart = abs(theirs - ours)
    told = f"this machine's clock and the database's are {apart.total_seconds():.1f} s apart"
    if apart <= _SAME_TIME:
        return Finding("clock", Status.OK, told)
    status = Status.WARNING if apart <= _BEARABLE else Status.PROBLEM
    return Finding("clock", status, f"{told}; synchronise both (NTP)")
