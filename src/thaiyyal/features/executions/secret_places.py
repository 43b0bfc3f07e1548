"""Where a workflow says that there are secrets: credentials it names, inputs it marks. Pure."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from pydantic import BaseModel

from thaiyyal.engine import Plan
from thaiyyal.kernel.values import Value, dump_json

_MOST_VISITS = 100_000
_SAME_PLACE = ("allOf", "anyOf", "oneOf")
_SAME_PLACE_ALONE = ("if", "then", "else", "not")
_Visit: TypeAlias = "tuple[Any, Value]"


def credential_names(plan: Plan) -> tuple[str, ...]:
    """Return the credentials that parameters of nodes name, each once."""
    found: dict[str, None] = {}
    for node in plan.workflow.nodes:
        found.update(dict.fromkeys(_named_in(node.params)))
    return tuple(found)


def marks_secrets(schema: Value) -> bool:
    """Whether a schema marks something as secret."""
    todo = [schema]
    while todo:
        part = todo.pop()
        if isinstance(part, dict):
            if _is_marked(part):
                return True
            todo += part.values()
        elif isinstance(part, list):
            todo += part
    return False


def secret_texts(schema: Value, value: Value) -> list[str]:
    """Return the texts of a value that its schema marks: `format: password` or `writeOnly`.

    Numbers count as their digits. What stands below a marked object or list is secret with it.
    """
    found: list[str] = []
    todo: list[_Visit] = [(schema, value)]
    visits = 0
    while todo and visits < _MOST_VISITS:
        visits += 1
        part, place = todo.pop()
        if not isinstance(part, dict):
            continue
        if _is_marked(part):
            found += _texts(place)
        todo += _below(schema, part, place)
    return list(dict.fromkeys(found))


def _is_marked(part: dict[str, Any]) -> bool:
    return part.get("writeOnly") is True or part.get("format") == "password"


def _below(root: Value, part: dict[str, Any], place: Value) -> Iterator[_Visit]:
    """Yield the parts of a schema that say something about parts of a value."""
    for name in _SAME_PLACE:
        options = part.get(name)
        if isinstance(options, list):
            yield from ((one, place) for one in options)
    yield from ((part[name], place) for name in _SAME_PLACE_ALONE if name in part)
    if isinstance(part.get("$ref"), str):
        yield _referred(root, part["$ref"]), place
    if isinstance(place, dict):
        yield from _members(part, place)
    elif isinstance(place, list):
        yield from _elements(part, place)


def _members(part: dict[str, Any], place: dict[str, Value]) -> Iterator[_Visit]:
    named = part.get("properties")
    named = named if isinstance(named, dict) else {}
    patterns = part.get("patternProperties")
    others = [*patterns.values()] if isinstance(patterns, dict) else []
    others.append(part.get("additionalProperties"))
    for name, member in place.items():
        if name in named:
            yield named[name], member
        else:
            yield from ((other, member) for other in others)


def _elements(part: dict[str, Any], place: list[Value]) -> Iterator[_Visit]:
    first = part.get("prefixItems")
    items = part.get("items")
    if isinstance(items, list):
        first, items = items, part.get("additionalItems")
    first = first if isinstance(first, list) else []
    for position, element in enumerate(place):
        yield (first[position] if position < len(first) else items), element
        yield part.get("contains"), element


def _referred(root: Value, reference: str) -> Value:
    """Return what a reference inside of the schema names; None of any other."""
    found: Value = root
    for name in reference.removeprefix("#").split("/")[1:]:
        name = name.replace("~1", "/").replace("~0", "~")
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _texts(value: Value) -> list[str]:
    found, todo = [], [value]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, (list, dict)):
            todo += one.values() if isinstance(one, dict) else one
        elif one is not None and not isinstance(one, bool):
            found.append(dump_json(one))
    return found


def _named_in(params: BaseModel) -> Iterator[str]:
    """Yield what fields called ``credential`` hold, also those of parameters within these."""
    todo: list[BaseModel] = [params]
    while todo:
        one = todo.pop()
        for name in type(one).model_fields:
            held = getattr(one, name, None)
            if isinstance(held, BaseModel):
                todo.append(held)
            elif name == "credential" and isinstance(held, str) and held:
                yield held
