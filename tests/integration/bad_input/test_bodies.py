"""Whatever is put into a body: a documented answer, no bug, and what is wrong is refused."""

import json

import pytest

from tests.integration.bad_input.places import body_places, body_schema
from tests.integration.bad_input.sending import ALL, Sender
from tests.integration.bad_input.values import Bad, bad_values
from tests.integration.routes.documented import Documented
from tests.integration.routes.trying import name_of
from tests.integration.routes.world import World
from thaiyyal.features.routing import Route
from thaiyyal.web.document import api_document
from thaiyyal.web.examples import resolved

DOCUMENT = api_document()
WITH_BODY = [route for route in ALL if body_schema(route, DOCUMENT) is not None]
DEEPEST = 120
NEVER_BINDABLE = {
    "created_at": '"2020-01-01T00:00:00Z"',
    "id": '"0198c0de-7a1e-7000-8000-000000000001"',
    "is_admin": "true",
    "is_built_in": "true",
    "is_platform_owner": "true",
    "owner_id": '"0198c0de-7a1e-7000-8000-000000000001"',
    "plan": '"unlimited"',
    "revision": "1",
    "role": '"owner"',
    "tenant_id": '"00000000-0000-0000-0000-000000000000"',
    "user_id": '"0198c0de-7a1e-7000-8000-000000000001"',
    "__proto__": "{}",
}


@pytest.fixture
def sender(world: World, documented: Documented, route: Route) -> Sender:
    return Sender(world, documented, route)


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_every_field_survives_every_value(sender: Sender, route: Route) -> None:
    complaints = []
    for place in body_places(route, DOCUMENT):
        pointer = "/".join(["/body", *map(str, place.path)])
        for bad in bad_values(place, is_required=bool(place.path)):
            answer = sender.send(sender.with_value(place, bad.raw))
            complaints += [
                f"{place}: {bad.name}: {complaint}"
                for complaint in sender.complaints(answer, bad, pointer)
            ]

    assert complaints == []


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_fields_that_a_route_does_not_have_are_refused(sender: Sender, route: Route) -> None:
    known = resolved(body_schema(route, DOCUMENT) or {}, DOCUMENT)["properties"]
    bound = []
    for name, raw in NEVER_BINDABLE.items():
        if name not in known:
            body = _with_member(sender.body, f'"{name}": {raw}')
            answer = sender.send(body)
            if answer.status != 422 or f"/body/{name}" not in _pointers(answer.json):
                bound.append((name, answer.status, answer.body))

    assert bound == []


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_a_key_that_comes_twice_is_refused(sender: Sender, route: Route) -> None:
    known = resolved(body_schema(route, DOCUMENT) or {}, DOCUMENT)["properties"]
    name = next(iter(known))

    answer = sender.send(f'{{"{name}": null, "{name}": null}}')

    assert answer.status == 400
    assert "pointer" not in answer.body.decode()


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_a_body_is_nested_as_deeply_as_allowed_and_no_deeper(sender: Sender, route: Route) -> None:
    deep = "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)

    allowed = sender.send(f'{{"x": {deep}}}')
    refused = sender.send(f'{{"x": [{deep}]}}')

    assert (allowed.status, allowed.code) == (422, "invalid_request")
    assert (refused.status, refused.code) == (422, "limit_exceeded")


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
@pytest.mark.parametrize(
    "body",
    ["{}", "[]", "null", '"x"', "5", "", "{", "{'a': 1}", "\ufeff{}", "[" * 100_000, '{"a": NaN}'],
    ids=lambda body: body[:5] or "nothing",
)
def test_a_body_that_is_none_is_answered_as_documented(
    sender: Sender, route: Route, body: str
) -> None:
    answer = sender.send(body)

    assert list(sender.complaints(answer, Bad("body", body), "")) == []


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "x"],
)
def test_a_body_of_another_kind_is_refused(sender: Sender, route: Route, kind: str) -> None:
    answer = sender.send(json.dumps(sender.body), **{"content-type": kind})

    assert (answer.status, answer.code) == (415, "unsupported_media_type")


def _with_member(body: object, member: str) -> str:
    text = json.dumps(body)
    return "{" + member + ("}" if text == "{}" else ", " + text[1:])


def _pointers(problem: dict[str, object]) -> str:
    return json.dumps(problem["errors"])
