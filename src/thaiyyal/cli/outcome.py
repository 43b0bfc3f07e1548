"""The result of a run as one JSON object, the same for `--json` and `--jsonl`."""

from typing import Any

from thaiyyal.document import Checked
from thaiyyal.engine import ExecutionResult, error_value

Outcome = dict[str, Any]


def rejected(checked: Checked) -> Outcome:
    """Return the outcome of a document with problems: nothing ran."""
    problems = [problem.as_value() for problem in checked.problems]
    first = checked.problems[0]
    error: Outcome = {"code": first.code, "message": first.message}
    if first.node is not None:
        error["node"] = first.node
    return {
        "status": "rejected",
        "output": None,
        "steps": {},
        "error": error,
        "problems": problems,
    }


def finished(result: ExecutionResult) -> Outcome:
    """Return the outcome of a run. The command line has nobody to ask: what waits has failed."""
    status = result.status if result.status == "succeeded" else "failed"
    return {
        "status": status,
        "output": result.output,
        "steps": {id_: step.as_value() for id_, step in result.steps().items()},
        "error": error_value(result.error) if result.error is not None else None,
    }
