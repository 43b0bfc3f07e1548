"""From what a node raised to the failure that its step reports."""

from thaiyyal.kernel.errors import LimitExceeded, ThaiyyalError
from thaiyyal.sdk import BodyFailure, Retryable, StepFailure, Terminal

TIMED_OUT = "took longer than its time limit allows"


def failure_from(error: BaseException, node_id: str) -> StepFailure:
    """Return the failure for ``error`` raised while ``node_id`` ran.

    A failure of a container's body names the innermost node. What is no expected error is a bug
    of the node type and becomes ``internal``, without details that could hold secrets.
    """
    if isinstance(error, BodyFailure):
        return error.failure
    if isinstance(error, ThaiyyalError):
        return StepFailure(
            code=error.code,
            message=error.message,
            node=node_id,
            is_terminal=isinstance(error, Terminal),
            position=getattr(error, "position", None),
            after_s=error.after_s if isinstance(error, Retryable) else 0.0,
        )
    if isinstance(error, RecursionError):
        return StepFailure(LimitExceeded.code, "a value is nested too deeply", node_id)
    if isinstance(error, MemoryError):
        return StepFailure(LimitExceeded.code, "the step needs more memory than there is", node_id)
    kind = type(error).__name__
    return StepFailure("internal", f"the node type has a bug: it raised {kind}", node_id)
