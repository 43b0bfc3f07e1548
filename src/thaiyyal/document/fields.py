"""A node's ``data`` and ``settings`` against their declared fields: every problem."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from thaiyyal.document.model import Problem
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import CodeText, Params, TextCompiler

P = TypeVar("P", bound=Params)
_OWN_CODES = {"invalid_field", "missing_field", "bad_expression"}


def read_params(
    model: type[P],
    data: Mapping[str, Value],
    *,
    node: str,
    compiler: TextCompiler | None,
    prefix: str = "",
) -> tuple[P | None, list[Problem]]:
    """Return the parameters, or None with all problems of ``data``."""
    try:
        params = model.model_validate(dict(data), context={"compiler": compiler})
    except ValidationError as error:
        return None, [_problem(item, node, prefix) for item in error.errors(include_url=False)]
    found = [
        Problem(item.code, item.message, node=node, field=prefix + item.field)
        for item in params.problems()
    ]
    return (None if found else params), found


def unknown_fields(
    model: type[Params], data: Mapping[str, Value], *, node: str, prefix: str = ""
) -> Iterator[Problem]:
    """Yield a warning for each key that ``model`` does not know."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    for key in data:
        if key not in known:
            message = f'"{prefix}{key}" is not a field of this node and is ignored'
            yield Problem("unknown_field", message, node=node, field=prefix + key)


def code_texts(value: object) -> Iterator[CodeText]:
    """Yield every compiled text inside parameters, however nested."""
    waiting: list[Any] = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, CodeText):
            yield at
        elif isinstance(at, Params):
            waiting.extend(getattr(at, name) for name in type(at).model_fields)
        elif isinstance(at, Mapping):
            waiting.extend(at.values())
        elif isinstance(at, list | tuple):
            waiting.extend(at)
        elif is_dataclass(at) and not isinstance(at, type):
            waiting.extend(getattr(at, f.name) for f in fields(at))


def _problem(error: ErrorDetails, node: str, prefix: str) -> Problem:
    field = prefix + ".".join(str(part) for part in error["loc"])
    code = error["type"] if error["type"] in _OWN_CODES else "invalid_field"
    message = error["msg"].replace("Input should be", "must be")
    if error["type"] == "missing":
        code, message = "missing_field", "is required"
    context = error.get("ctx") or {}
    position = context.get("position")
    shown = field or "data"
    return Problem(code, f'"{shown}" {message}', node=node, field=field or None, position=position)
