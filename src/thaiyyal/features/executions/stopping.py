"""Why executions end before their time, and what is told of it. Pure."""

from enum import StrEnum

from thaiyyal.engine import ExecutionResult
from thaiyyal.sdk import StepFailure


class Reason(StrEnum):
    """Who or what stopped an execution."""

    CANCELLED = "cancelled"
    TIMEOUT = "timeout"
    SHUT_DOWN = "shut_down"
    LOST = "lost"


def ending_of(
    reason: Reason | None, result: ExecutionResult | None, *, longest_s: float
) -> tuple[str, StepFailure | None]:
    """Return the status and the error that an execution ends with.

    An execution that came to its end before a wish to stop it took effect has ended as it did.
    """
    if result is not None and result.status in {"succeeded", "failed"}:
        return result.status, result.error
    if result is not None and result.status == "waiting":
        return "failed", result.error
    match reason:
        case Reason.TIMEOUT:
            message = f"the execution took longer than {longest_s:g} s, waiting included"
            return "failed", StepFailure("timeout", message)
        case Reason.SHUT_DOWN:
            message = (
                "the server was shut down before the execution had ended; execute the workflow "
                "again"
            )
            return "cancelled", StepFailure("shut_down", message)
        case _:
            return "cancelled", StepFailure("cancelled", "the execution was cancelled")
