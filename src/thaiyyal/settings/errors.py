"""What can be wrong with settings: all problems in one error, each with where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from thaiyyal.kernel.errors import Kind, ThaiyyalError


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from; ``where`` is the variable, the file or the flag."""

    kind: str  # default, file, environment or flag; vault or aws when a reference led there
    where: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.where}".rstrip()


DEFAULT = Origin("default")


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One thing to mend. Secret values are never part of ``message``."""

    path: str  # the setting's, or empty when a whole source cannot be read
    origin: Origin
    message: str
    is_away: bool = False  # it was not wrong, but could not be asked for

    def __str__(self) -> str:
        return f"{self.path} ({self.origin}): {self.message}" if self.path else self.message


class SettingsError(ThaiyyalError):
    """Settings that cannot be used; ``problems`` are all of them."""

    code = "bad_settings"

    def __init__(self, problems: Sequence[SettingProblem]) -> None:
        count = len(problems)
        lines = [f"{count} setting{'s' * (count > 1)} cannot be used", *map(str, problems)]
        super().__init__("\n  ".join(lines))
        self.problems = tuple(problems)
        if problems and all(problem.is_away for problem in problems):
            self.kind = Kind.UNAVAILABLE
