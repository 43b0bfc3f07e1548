"""Why executions end before their time, and what is told of it. Pure."""

from enum import StrEnum

from thaiyyal.engine import ExecutionResult
from thaiyyal.sdk import StepFailure


class Reason(StrEnum):
    """Who or what stopped an execution."""

    CANCELLED = "cancelled"
    SHUT_DOWN = "shut_down"
    LOST = "lost"


def ending_of(
    reason: Reason | None, result: ExecutionResult | None
) -> tuple[str, StepFailure | None]:
    """Return the status and the error that a segment ends with.

    An execution that came to its end before a wish to stop it took effect has ended as it did.
    """
    if result is not None and result.status in {"succeeded", "failed", "waiting"}:
        return result.status, result.error
    return "cancelled", StepFailure("cancelled", "the execution was cancelled")
