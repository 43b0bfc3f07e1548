"""Every text, number and list that a request can have is bounded.

Headers are bounded together, by the server: those of one request have 64 KiB.
"""

from collections.abc import Mapping

import pytest

from tests.integration.bad_input.places import Place, body_places, parameter_places
from tests.integration.routes.trying import ROUTES, name_of
from thaiyyal.features.routing import Route
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

    assert free == {"document", "input"}


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
