"""Whatever is put into a path, a query or a header: a documented answer, and no bug."""

import json
from urllib.parse import quote

import pytest

from tests.integration.bad_input.places import Place, parameter_places
from tests.integration.bad_input.sending import ALL, Sender
from tests.integration.bad_input.values import Bad, bad_values
from tests.integration.routes.documented import Documented
from tests.integration.routes.trying import name_of
from tests.integration.routes.world import World
from thaiyyal.features.routing import Route
from thaiyyal.web.document import api_document

DOCUMENT = api_document()
_LIKE_TEXT = {'wrong type "1"', 'wrong type "true"', "wrong type 1", "wrong type true"}
_ANY_TEXT = {"wrong type 5", "wrong type true", "wrong type []", "wrong type {}", "null"}


@pytest.fixture
def sender(world: World, documented: Documented, route: Route) -> Sender:
    return Sender(world, documented, route)


@pytest.mark.parametrize(
    "route", [r for r in ALL if parameter_places(r, DOCUMENT, "query")], ids=name_of
)
def test_every_query_parameter_survives_every_value(sender: Sender, route: Route) -> None:
    body = None if sender.body is None else json.dumps(sender.body)
    complaints = []
    for place in parameter_places(route, DOCUMENT, "query"):
        for bad in bad_values(place):
            name = quote(str(place.path[0]))
            answer = sender.send(body, path=f"{sender.path}?{name}={_encoded(bad.raw)}")
            complaints += [
                f"{place}: {bad.name}: {complaint}"
                for complaint in sender.complaints(answer, _of_query(bad, place), f"/query/{place}")
            ]

    assert complaints == []


@pytest.mark.parametrize("route", [r for r in ALL if "{" in r.path], ids=name_of)
def test_every_name_in_a_path_survives_every_value(sender: Sender, route: Route) -> None:
    body = None if sender.body is None else json.dumps(sender.body)
    complaints = []
    for place in parameter_places(route, DOCUMENT, "path"):
        for bad in bad_values(place):
            path = _replaced(route.path, str(place.path[0]), _encoded(bad.raw)[:4_000], sender.path)
            answer = sender.send(body, path=path)
            complaints += [
                f"{place}: {bad.name}: {complaint}"
                for complaint in sender.complaints(answer, Bad(bad.name, bad.raw), "")
            ]

    assert complaints == []


@pytest.mark.parametrize("route", [r for r in ALL if r.creates], ids=name_of)
@pytest.mark.parametrize("key", ["", " ", "x" * 200, "x" * 201, "a\x01b", "\xe9", "a,b", '"a"'])
def test_any_idempotency_key_is_answered_as_documented(
    sender: Sender, route: Route, key: str
) -> None:
    body = None if sender.body is None else json.dumps(sender.body)

    answer = sender.send(body, **{"Idempotency-Key": key})

    wrong = len(key) > 200 or not key
    assert list(sender.complaints(answer, Bad("key", key, is_wrong=wrong), "")) == []


def _of_query(bad: Bad, place: Place) -> Bad:
    """Return the same value as a query has it: everything is text there."""
    is_text = place.schema.get("type") == "string" and "enum" not in place.schema
    is_any_text = is_text and bad.name in _ANY_TEXT
    if is_any_text or bad.name in _LIKE_TEXT or place.schema.get("type") == "array":
        return Bad(bad.name, bad.raw)
    return bad


def _encoded(raw: str) -> str:
    """Return a raw JSON value as a part of an address, a text without its quotes."""
    if not raw.startswith('"'):
        return quote(raw, safe="")
    return quote(json.loads(raw).encode("utf-8", "surrogatepass"), safe="")


def _replaced(template: str, name: str, text: str, path: str) -> str:
    """Return a path with another text for one of its names."""
    parts = zip(template.split("/"), path.split("/"), strict=True)
    return "/".join(text if part == "{" + name + "}" else now for part, now in parts)
