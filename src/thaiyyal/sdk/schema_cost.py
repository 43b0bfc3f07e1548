"""How much work it is to hold a value against a schema.

References can make a short schema visit one place of a value exponentially often, and the
library cannot be stopped while it does so. What is too much is therefore found out before.
"""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from thaiyyal.kernel.values import Value, size_of

EXPANDED = 10_000
VISITS = 50_000
VISITS_PER_VALUE = 50
VISITS_PER_CHECK = 4_096

_SAME_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
_SAME_PLACE_BY_NAME = ("dependentSchemas", "dependencies")
_MEMBERS = ("additionalProperties", "unevaluatedProperties")
_ITEMS = ("items", "prefixItems", "additionalItems", "contains", "unevaluatedItems")
_ANCHORS = frozenset(("$anchor", "$dynamicAnchor", "$id", "id"))
_IDS = frozenset(("$id", "id"))
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")

_Visit = tuple[Value, Value]  # schema, value


class Visits:
    """Counts how often a schema's parts meet a value's parts."""

    def __init__(self, schema: Value, parts: Iterable[dict[str, Value]]) -> None:
        self._schema = schema
        self._resources: list[Value] = [schema]
        self._anchors: dict[str, list[Value]] = {}
        for part in parts:
            for name in _ANCHORS & part.keys():
                self._anchors.setdefault("#" + str(part[name]).lstrip("#"), []).append(part)
            if not _IDS.isdisjoint(part):
                self._resources.append(part)
        self._is_small = self._expands_to_little()

    def are_affordable(self, value: Value, *, check: Callable[[], None]) -> bool:
        """Say whether their number is in proportion to the size of ``value``."""
        if self._is_small:
            return True
        left = VISITS + VISITS_PER_VALUE * size_of(value)
        waiting: list[_Visit] = [(self._schema, value)]
        while waiting:
            if left % VISITS_PER_CHECK == 0:
                check()
            left -= 1
            if left < len(waiting):
                return False
            part, place = waiting.pop()
            if isinstance(part, dict):
                waiting += ((child, place) for child in _same_place(part))
                waiting += ((child, place) for child in self._referred(part))
                if isinstance(place, dict):
                    waiting += _members(part, place)
                elif isinstance(place, list):
                    waiting += _items(part, place)
        return True

    def _expands_to_little(self) -> bool:
        """Say whether the schema stays small when every reference is replaced by its target."""
        waiting = [self._schema]
        count = 0
        while waiting:
            count += 1
            if count + len(waiting) > EXPANDED:
                return False
            part = waiting.pop()
            if isinstance(part, dict):
                waiting += self._referred(part)
                waiting += (child for child in part.values() if isinstance(child, (dict, list)))
            elif isinstance(part, list):
                waiting += (child for child in part if isinstance(child, (dict, list)))
        return True

    def _referred(self, part: dict[str, Value]) -> Iterator[Value]:
        for name in _REFERENCES:
            target = part.get(name)
            if isinstance(target, str):
                yield from self._resolved(unquote(target))

    def _resolved(self, target: str) -> list[Value]:
        """Return all that ``target`` may name; what cannot be found counts as the whole schema."""
        if target != "#" and not target.startswith("#/"):
            return self._anchors.get(target) or [self._schema]
        found = [_pointed(resource, target) for resource in self._resources]
        return [part for part in found if part is not None] or [self._schema]


def _pointed(resource: Value, pointer: str) -> Value:
    part = resource
    for name in pointer.split("/")[1:]:
        key = name.replace("~1", "/").replace("~0", "~")
        if isinstance(part, dict):
            part = part.get(key)
        elif isinstance(part, list) and key.isdecimal() and int(key) < len(part):
            part = part[int(key)]
        else:
            return None
    return part


def _same_place(part: dict[str, Value]) -> Iterator[Value]:
    for name in _SAME_PLACE:
        found = part.get(name)
        yield from found if isinstance(found, list) else [found]
    for name in _SAME_PLACE_BY_NAME:
        found = part.get(name)
        yield from found.values() if isinstance(found, dict) else ()


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
