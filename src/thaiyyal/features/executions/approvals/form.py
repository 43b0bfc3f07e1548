"""Whether what people filled into a form is what it asks for. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from thaiyyal.features.executions.approvals.schemas import FormField
from thaiyyal.features.executions.errors import InvalidForm

_KINDS = {
    "text": "a text",
    "number": "a number",
    "boolean": "true or false",
    "choice": "one of the options",
}


def check_form(
    fields: Sequence[FormField], values: Mapping[str, Any], *, is_approved: bool
) -> None:
    """Do nothing when the values fit. What is required may be left out of a rejection.

    Raises:
        InvalidForm: With all that is wrong.
    """
    known = {field.name for field in fields}
    errors = [
        _error(name, "unknown_field", "the form has no such field")
        for name in values
        if name not in known
    ]
    for field in fields:
        value = values.get(field.name)
        if value is None:
            if field.required and is_approved:
                errors.append(_error(field.name, "missing_field", "this is required to approve"))
        elif not _fits(field, value):
            errors.append(_error(field.name, "invalid_field", f"this must be {_KINDS[field.type]}"))
    if errors:
        raise InvalidForm(errors)


def _fits(field: FormField, value: Any) -> bool:
    match field.type:
        case "text":
            return isinstance(value, str)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case _:
            return value in field.options


def _error(name: str, code: str, message: str) -> dict[str, str]:
    pointer = name.replace("~", "~0").replace("/", "~1")
    return {"pointer": f"/values/{pointer}", "code": code, "message": message}
