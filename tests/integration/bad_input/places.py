"""Every place in the requests of the OpenAPI document where a value can be put."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from thaiyyal.features.routing import Route
from thaiyyal.web.examples import NoExample, example_of, resolved
from thaiyyal.web.routing import BASE

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One field of a body, or one parameter, with what the document says of it.

    ``path``: keys and list positions from the body down; of a parameter its name alone.
    """

    path: tuple[str | int, ...]
    schema: Json
    is_nullable: bool

    @property
    def is_free(self) -> bool:
        """Whether any JSON is right here, or another checker judges it: a document."""
        return "type" not in self.schema or self.schema.get("title") == "Document"

    def __str__(self) -> str:
        return "/".join(str(part) for part in self.path) or "the body"


def operation_of(route: Route, document: Json) -> Json:
    """Return what the document says about a route."""
    found: Json = document["paths"][BASE + route.path][route.method.lower()]
    return found


def body_schema(route: Route, document: Json) -> Json | None:
    """Return the shape of a route's body; None if it takes none."""
    content = operation_of(route, document).get("requestBody", {}).get("content", {})
    found: Json | None = content.get("application/json", {}).get("schema")
    return found


def body_places(route: Route, document: Json) -> list[Place]:
    """Return the places in a route's body, the body itself first."""
    schema = body_schema(route, document)
    return [] if schema is None else list(_places(schema, document, ()))


def parameter_places(route: Route, document: Json, where: str) -> list[Place]:
    """Return a route's parameters that are in the ``path``, ``query`` or ``header``."""
    return [
        Place((each["name"],), resolved(each["schema"], document), _is_nullable(each["schema"]))
        for each in operation_of(route, document).get("parameters", ())
        if each["in"] == where
    ]


def put(body: Any, place: Place, value: Any, schema: Json, document: Json) -> Any:
    """Return a copy of a body with a value at a place, and whatever has to be around it."""
    if not place.path:
        return value
    whole = deepcopy(body)
    at, shape = whole, resolved(schema, document)
    for part, following in zip(place.path, (*place.path[1:], None), strict=True):
        if isinstance(part, int):
            shape = resolved(shape["items"], document)
        else:
            shape = resolved(shape["properties"][part], document)
        if following is None:
            _set(at, part, value)
        else:
            at = _entered(at, part, shape, document, following)
    return whole


def _places(schema: Json, document: Json, path: tuple[str | int, ...]) -> Iterator[Place]:
    nullable = _is_nullable(schema)
    schema = resolved(schema, document)
    place = Place(path, schema, nullable)
    yield place
    if place.is_free:
        return
    for name, field in schema.get("properties", {}).items():
        yield from _places(field, document, (*path, name))
    if "items" in schema:
        yield from _places(schema["items"], document, (*path, 0))


def _is_nullable(schema: Json) -> bool:
    return not schema or any(each.get("type") == "null" for each in schema.get("anyOf", ()))


def _entered(at: Any, part: str | int, shape: Json, document: Json, following: str | int) -> Any:
    present = at[part] if isinstance(part, str) and part in at else None
    if not present:
        present = [None] if isinstance(following, int) else _example(shape, document)
        _set(at, part, present)
    return present


def _example(shape: Json, document: Json) -> Any:
    try:
        return deepcopy(example_of(shape, document, ""))
    except NoExample:
        return {}


def _set(at: Any, part: str | int, value: Any) -> None:
    if isinstance(part, int) and not at:
        at.append(value)
    else:
        at[part] = value
