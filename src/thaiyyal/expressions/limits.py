"""Limits of one evaluation: steps, time and the sizes of what it makes."""

from collections.abc import Callable
from time import monotonic

from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.kernel.values import Value

MAX_LENGTH = 10_000
MAX_NESTING = 100
MAX_STEPS = 10_000_000
MAX_SECONDS = 10.0
MAX_TEXT = 1_000_000
MAX_LIST = 100_000
STEPS_BETWEEN_CHECKS = 1_024


class Budget:
    """What one evaluation may still spend.

    Args:
        check: Called every 1,024 steps; may raise anything (cancelled, too late).
        seconds: The clock, in seconds from any start.
    """

    __slots__ = ("_check", "_left", "_seconds", "_started_s", "_until_check")

    def __init__(self, check: Callable[[], None], seconds: Callable[[], float] = monotonic) -> None:
        self._check = check
        self._seconds = seconds
        self._until_check = STEPS_BETWEEN_CHECKS
        self._left = MAX_STEPS - STEPS_BETWEEN_CHECKS  # beyond the steps until the next check
        self._started_s: float | None = None

    def charge(self, count: int = 1) -> None:
        """Spend ``count`` steps."""
        self._until_check -= count
        if self._until_check < 0:
            self._settle()

    def _settle(self) -> None:
        left = self._left + self._until_check
        if left < 0:
            raise EvaluationError(
                "limit_exceeded", f"the evaluation takes more than {MAX_STEPS:,} steps"
            )
        self._until_check = min(STEPS_BETWEEN_CHECKS, left)
        self._left = left - self._until_check
        self.check()

    def check(self) -> None:
        """Let others interrupt, and raise ``timeout`` when the evaluation takes too long."""
        self._check()
        now_s = self._seconds()
        if self._started_s is None:
            self._started_s = now_s
        elif now_s - self._started_s > MAX_SECONDS:
            raise EvaluationError(
                "timeout", f"the evaluation takes longer than {MAX_SECONDS:g} seconds"
            )


def fit_text(text: str) -> str:
    """Return ``text``, which must not be longer than a text may be."""
    if len(text) > MAX_TEXT:
        raise too_long_text()
    return text


def fit_list(elements: list[Value]) -> list[Value]:
    """Return ``elements``, which must not be more than a list may hold."""
    if len(elements) > MAX_LIST:
        raise too_long_list()
    return elements


def fit_text_length(length: int) -> None:
    """Refuse to make a text of more than ``MAX_TEXT`` characters."""
    if length > MAX_TEXT:
        raise too_long_text()


def fit_list_length(length: int) -> None:
    """Refuse to make a list of more than ``MAX_LIST`` items."""
    if length > MAX_LIST:
        raise too_long_list()


def too_long_text() -> EvaluationError:
    """Return the error for a text over the limit."""
    return EvaluationError(
        "limit_exceeded", f"the text would be longer than {MAX_TEXT:,} characters"
    )


def too_long_list() -> EvaluationError:
    """Return the error for a list over the limit."""
    return EvaluationError("limit_exceeded", f"the list would have more than {MAX_LIST:,} items")
