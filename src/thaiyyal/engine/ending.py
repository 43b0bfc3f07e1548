"""Why a segment ended without an outcome, in words for the user."""

from thaiyyal.engine.commands import Perform
from thaiyyal.engine.run import Run
from thaiyyal.sdk import StepFailure


def unknown_outcome(command: Perform) -> StepFailure:
    """Return the error for work that was begun before an interruption and may have happened."""
    message = (
        "it was begun before the execution was interrupted and may have happened; "
        "decide whether it succeeded, is to be repeated, or failed"
    )
    return StepFailure("outcome_unknown", message, command.frame.body.nodes[command.slot].id)


def cut_short(run: Run) -> tuple[str, StepFailure]:
    """Return the status and the error of an execution that was stopped."""
    if run.stop.code == "timeout":
        message = f"the execution took longer than {run.limits.run_s:g} s"
        return "failed", StepFailure("timeout", message)
    if run.stop.code == "internal":
        return "failed", StepFailure("internal", "the engine has a bug; please report it")
    return "cancelled", StepFailure("cancelled", "the execution was cancelled")
