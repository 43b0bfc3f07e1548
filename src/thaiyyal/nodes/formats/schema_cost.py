"""How much work it is to say where a value does not fit a schema.

References can make a short schema visit one place of the value exponentially often. The library
answers yes or no quickly all the same, but lists every visit's error and cannot be stopped.
"""

from collections.abc import Callable, Iterator

from thaiyyal.kernel.values import Value, size_of

VISITS = 50_000
VISITS_PER_VALUE = 20
VISITS_PER_CHECK = 4_096

_SAME_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
_SAME_PLACE_BY_NAME = ("dependentSchemas", "dependencies")
_MEMBERS = ("additionalProperties", "unevaluatedProperties")
_ITEMS = ("items", "prefixItems", "additionalItems", "contains", "unevaluatedItems")
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")

_Visit = tuple[Value, Value]  # schema, value


def is_affordable(schema: Value, value: Value, *, check: Callable[[], None]) -> bool:
    """Say whether listing the errors takes a number of visits in proportion to the value."""
    if not _has_references(schema):
        return True
    left = VISITS + VISITS_PER_VALUE * size_of(value)
    waiting: list[_Visit] = [(schema, value)]
    while waiting:
        if left % VISITS_PER_CHECK == 0:
            check()
        left -= 1
        if left < len(waiting):
            return False
        part, place = waiting.pop()
        if isinstance(part, dict):
            waiting += _same_place(schema, part, place)
            if isinstance(place, dict):
                waiting += _members(part, place)
            elif isinstance(place, list):
                waiting += _items(part, place)
    return True


def _has_references(schema: Value) -> bool:
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if any(name in part for name in _REFERENCES):
                return True
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return False


def _same_place(root: Value, part: dict[str, Value], place: Value) -> Iterator[_Visit]:
    for name in _SAME_PLACE:
        found = part.get(name)
        for child in found if isinstance(found, list) else [found]:
            yield child, place
    for name in _SAME_PLACE_BY_NAME:
        found = part.get(name)
        for child in found.values() if isinstance(found, dict) else ():
            yield child, place
    for name in _REFERENCES:
        target = part.get(name)
        if isinstance(target, str):
            yield _resolved(root, target), place


def _members(part: dict[str, Value], place: dict[str, Value]) -> Iterator[_Visit]:
    named = part.get("properties")
    if isinstance(named, dict):
        yield from ((named[key], child) for key, child in place.items() if key in named)
    patterns = part.get("patternProperties")
    schemas = list(patterns.values()) if isinstance(patterns, dict) else []
    schemas += [part[name] for name in _MEMBERS if isinstance(part.get(name), dict)]
    for schema in schemas:
        yield from ((schema, child) for child in place.values())


def _items(part: dict[str, Value], place: list[Value]) -> Iterator[_Visit]:
    for name in _ITEMS:
        found = part.get(name)
        if isinstance(found, list):
            yield from zip(found, place, strict=False)
        elif isinstance(found, dict):
            yield from ((found, child) for child in place)


def _resolved(root: Value, target: str) -> Value:
    """Return what a pointer names; an anchor, which is rare, counts as the whole schema."""
    part = root
    for name in target.removeprefix("#").split("/")[1:]:
        key = name.replace("~1", "/").replace("~0", "~")
        if isinstance(part, dict) and key in part:
            part = part[key]
        elif isinstance(part, list) and key.isdecimal() and int(key) < len(part):
            part = part[int(key)]
        else:
            return root
    return part
