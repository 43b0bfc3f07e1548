"""Every text, number and list that a request can have is bounded.

Headers are bounded together, by the server: those of one request have 64 KiB.
"""

import json
from collections.abc import Mapping

import pytest

from tests.integration.bad_input.places import Place, body_places, parameter_places
from tests.integration.routes.trying import ROUTES, name_of
from tests.integration.routes.world import World
from thaiyyal.features.routing import Route
from thaiyyal.testing.api import Answer
from thaiyyal.web.document import api_document

DOCUMENT = api_document()


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_everything_that_a_request_can_have_is_bounded(route: Route) -> None:
    assert [(str(place), why) for place in _places(route) for why in _open_ends(place)] == []


def _places(route: Route) -> list[Place]:
    parameters = [
        place
        for where in ("path", "query", "cookie")
        for place in parameter_places(route, DOCUMENT, where)
    ]
    return [*body_places(route, DOCUMENT), *parameters]


def test_the_values_that_may_be_any_json_are_the_reviewed_ones() -> None:
    free = {str(place) for route in ROUTES for place in _places(route) if place.is_free}

    of_previews = {"accumulator", "item", "items/0"}
    assert free == {"document", "input", "payload", "value"} | of_previews


def test_a_body_has_a_million_values_at_most(world: World) -> None:
    """More take seconds to be read, whoever waits behind it."""
    bodies = [b'{"document":[' + b"0," * (1_000_000 - less) + b"0]}" for less in (2, 3)]

    answers = [_validate(world, body) for body in bodies]

    assert [answer.code for answer in answers] == ["limit_exceeded", None]


def test_a_body_has_a_hundred_fields_at_most(world: World) -> None:
    """Each that is wrong becomes an error of the answer."""
    bodies = [json.dumps({f"k{n}": 0 for n in range(most)}).encode() for most in (101, 100)]

    answers = [_validate(world, body) for body in bodies]

    assert [answer.code for answer in answers] == ["limit_exceeded", "invalid_request"]


def test_a_body_that_takes_no_document_and_no_input_is_small(world: World) -> None:
    person = world.platform.make_tenant()
    body = json.dumps({"name": "x" * 262_144}).encode()

    answer = world.platform.ask("PUT", "/me", by=person, body=body, headers=_JSON)

    assert (answer.status, answer.code) == (413, "body_too_large")


def _validate(world: World, body: bytes) -> Answer:
    person = world.platform.make_tenant()
    return world.platform.ask("POST", "/workflows/validate", by=person, body=body, headers=_JSON)


_JSON = {"Content-Type": "application/json"}


def _open_ends(place: Place) -> list[str]:
    schema = place.schema
    if place.is_free or "enum" in schema or "const" in schema:
        return []
    needed = _NEEDED.get(str(schema.get("type")))
    if needed is None:
        return [f"a value of the type {schema.get('type')}"]
    return [f"no {' or '.join(names)}" for names in needed if set(names).isdisjoint(schema)]


_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "array": (("maxItems",),),
    "boolean": (),
    "integer": (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")),
    "number": (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")),
    "object": (("properties", "propertyNames", "maxProperties"),),
    "string": (("maxLength", "format"),),
}
"""Type -> what its schema must have, of each group one."""
