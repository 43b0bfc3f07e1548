"""Whether an input is what a workflow declares. Checked before anything is recorded."""

from collections.abc import Sequence

from thaiyyal.engine import Plan
from thaiyyal.features.executions.secret_places import marks_secrets
from thaiyyal.kernel.errors import LimitExceeded, ThaiyyalError
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import StepError
from thaiyyal.sdk.json_schema import Mismatch

_MOST_TOLD = 20


class InvalidInput(ThaiyyalError):
    """The input does not fit the schema that the workflow declares."""

    code = "invalid_input"

    def __init__(self, errors: Sequence[dict[str, str]]) -> None:
        first = errors[0]
        place = first["pointer"] or "the input as a whole"
        super().__init__(f"the input is not what this workflow takes: {place}: {first['message']}")
        self.errors = list(errors[:_MOST_TOLD])


def check_input(plan: Plan, inputs: Sequence[Value], secrets: SecretValues) -> None:
    """Check an input; without one, null is checked.

    What is told of mismatches shows no secret; where the schema marks some, no value at all.

    Raises:
        InvalidInput: It does not fit the declared schema.
    """
    schema = plan.workflow.settings.input_schema
    if schema is None:
        return
    value = inputs[0] if inputs else None
    try:
        found = schema.mismatches(value, check=_go_on)
    except StepError as error:
        raise LimitExceeded(str(error)) from error
    if found:
        is_told = not secrets and not marks_secrets(schema.source)
        raise InvalidInput([_told(one, secrets, is_told=is_told) for one in found[:_MOST_TOLD]])


def _told(mismatch: Mismatch, secrets: SecretValues, *, is_told: bool) -> dict[str, str]:
    """Return what is said of a mismatch; its message quotes the value, cut somewhere."""
    return {
        "pointer": secrets.mask_text(f"/input{mismatch.path}"),
        "code": mismatch.keyword,
        "message": mismatch.message if is_told else f"does not fit the schema: {mismatch.keyword}",
    }


def _go_on() -> None:
    """Nothing stops a check of an input; the schema bounds it."""
