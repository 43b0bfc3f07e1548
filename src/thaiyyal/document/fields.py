"""``data`` and ``settings`` against their declared fields: every problem."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from thaiyyal.document.model import Problem
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import CodeText, FieldProblem, Params, TextCompiler

P = TypeVar("P", bound=Params)
Path: TypeAlias = tuple[int | str, ...]
_OWN_CODES = {"invalid_field", "missing_field", "bad_expression"}


def read_params(
    model: type[P],
    data: Mapping[str, Value],
    *,
    node: str | None,
    compiler: TextCompiler | None,
    prefix: str = "",
) -> tuple[P | None, list[Problem]]:
    """Return the parameters, or None with all problems of ``data``."""
    try:
        params = model.model_validate(dict(data), context={"compiler": compiler})
    except ValidationError as error:
        wrong = error.errors(include_url=False)
        of_rest = _between_the_others(model, data, [item["loc"] for item in wrong], compiler)
        problems = [_problem(item, node, prefix) for item in wrong]
        return None, problems + [_between(item, node, prefix) for item in of_rest]
    found = [_between(item, node, prefix) for item in params.problems()]
    return (None if found else params), found


def _between_the_others(
    model: type[P], data: Mapping[str, Value], wrong: list[Path], compiler: TextCompiler | None
) -> list[FieldProblem]:
    """Return the contradictions between the fields that are right one by one."""
    rest: dict[str, Any] = dict(data)
    for path in filter(None, wrong):
        _remove(rest, path)
    try:
        params = model.model_validate(rest, context={"compiler": compiler})
    except ValidationError:
        return []  # what is required is wrong: nothing can be said of the rest
    names = {".".join(str(part) for part in path) for path in wrong}
    return [item for item in params.problems() if not _is_about(item, names)]


def _remove(data: dict[str, Any], path: Path) -> None:
    """Remove what ``path`` leads to, or its whole field when that is no entry of an object.

    Entries of lists keep their places, or other entries would be named wrongly.
    """
    at: Any = data
    for part in path[:-1]:
        has_part = part in at if isinstance(at, dict) else isinstance(part, int)
        inner = at[part] if has_part else None
        if not isinstance(inner, dict | list):
            at = None
            break
        at[part] = inner.copy()
        at = at[part]
    if isinstance(at, dict) and path[-1] in at:
        del at[path[-1]]
    else:
        data.pop(str(path[0]), None)


def _is_about(problem: FieldProblem, names: set[str]) -> bool:
    tops = {name.partition(".")[0] for name in names}
    if problem.code == "missing_field" and problem.field in tops:
        return True  # it is given, though wrong
    return not tops.isdisjoint(problem.others) or any(
        problem.field == name or problem.field.startswith(f"{name}.") for name in names
    )


def _between(item: FieldProblem, node: str | None, prefix: str) -> Problem:
    return Problem(item.code, item.message, node=node, field=prefix + item.field)


def unknown_fields(
    model: type[Params], data: Mapping[str, Value], *, node: str | None, prefix: str = ""
) -> Iterator[Problem]:
    """Yield a warning for each key that ``model`` does not know."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    for key in data:
        if key not in known:
            owner = "workflow" if node is None else "node"
            message = f'"{prefix}{key}" is not a field of this {owner} and is ignored'
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


def _problem(error: ErrorDetails, node: str | None, prefix: str) -> Problem:
    field = prefix + ".".join(str(part) for part in error["loc"])
    code = error["type"] if error["type"] in _OWN_CODES else "invalid_field"
    message = error["msg"].replace("Input should be", "must be")
    if error["type"] == "missing":
        code, message = "missing_field", "is required"
    context = error.get("ctx") or {}
    position = context.get("position")
    shown = field or "data"
    return Problem(code, f'"{shown}" {message}', node=node, field=field or None, position=position)
