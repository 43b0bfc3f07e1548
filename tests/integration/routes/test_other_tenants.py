"""Nothing of one tenant exists for another: not by its id, not in a body, not in a list."""

from collections.abc import Iterator

import pytest

from tests.integration.routes.documented import Documented
from tests.integration.routes.things import THINGS
from tests.integration.routes.trying import (
    PLATFORM_ONLY,
    PROTECTED,
    WITH_PERMISSION,
    assert_refused,
    body_for,
    is_empty,
    name_of,
    try_route,
)
from tests.integration.routes.world import (
    CANARY,
    World,
    names_in_paths,
    things_in_paths,
)
from thaiyyal.features.routing import Route
from thaiyyal.testing.api import Answer
from thaiyyal.web.document import api_document


def _with_a_thing(route: Route) -> bool:
    return "{" in route.path and route not in PLATFORM_ONLY


def _reads_a_tenant(route: Route) -> bool:
    return route.method == "GET" and route not in PLATFORM_ONLY


_NAMED_OTHERWISE = {
    "created_by": "user_id",
    "new_owner_id": "user_id",
    "owner": "user_id",
    "reassign_to": "role_id",
    "role": "role_id",
    "roles": "role_id",
}
"""Name of a field or query parameter -> name of the thing that it may refer to."""

_NUMBERS = {"version", "?version"}


def _thing_of(place: str) -> str:
    name = place.removeprefix("?")
    return _NAMED_OTHERWISE.get(name, name)


def _references() -> Iterator[tuple[Route, str]]:
    """Yield every field of a body, and query parameter, that can name a thing."""
    document = Documented(api_document())
    for route in WITH_PERMISSION:
        fields = document.fields(route)
        parameters = [f"?{name}" for name in document.query(route)]
        for place in [*fields, *parameters]:
            if _thing_of(place) in THINGS and _thing_of(place) not in {
                "before",
                "after",
                "version",
            }:
                yield route, place


def test_there_is_a_thing_for_every_name_in_a_path() -> None:
    assert [name for name in names_in_paths() if name not in THINGS] == []


@pytest.mark.parametrize("route", [r for r in PROTECTED if _with_a_thing(r)], ids=name_of)
def test_things_of_another_tenant_do_not_exist(
    world: World, documented: Documented, route: Route
) -> None:
    theirs = world.theirs_for(route)
    body = body_for(route, documented, theirs)

    answer = try_route(world, route, world.ours.owner.headers, tenant=theirs, body=body)

    assert_refused(answer, 404)


@pytest.mark.parametrize("route", [r for r in PROTECTED if _reads_a_tenant(r)], ids=name_of)
def test_what_is_read_tells_nothing_of_another_tenant(world: World, route: Route) -> None:
    ours = world.ours_for(route)

    answer = world.platform.ask("GET", ours.path(route.path), by=ours.owner)

    assert answer.status == 200
    assert _theirs_in(world, answer) == []


@pytest.mark.parametrize(
    ("route", "place"), list(_references()), ids=lambda x: getattr(x, "name", str(x))
)
def test_a_reference_to_a_thing_of_another_tenant_leads_nowhere(
    world: World, documented: Documented, route: Route, place: str
) -> None:
    ours = world.ours_for(route)
    body, query = body_for(route, documented, ours), ""
    their_id = world.theirs.id_of(_thing_of(place))
    if place.startswith("?"):
        query = f"{place}={their_id}"
    else:
        body = {**body, place: [their_id] if place.endswith("s") else their_id}

    answer = world.platform.ask(
        route.method,
        ours.path(route.path) + query,
        by=ours.owner,
        json=body,
        headers={"If-Match": "*"},
    )

    assert answer.status in {200, 404, 409, 422}, answer.body
    if answer.status == 200:
        assert route.method == "GET"
        assert is_empty(answer)
    assert _theirs_in(world, answer, but=their_id) == []


def _theirs_in(world: World, answer: Answer, *, but: str = "") -> list[str]:
    """Return what an answer has of the other tenant; ``but`` was in the request."""
    text = answer.body.decode(errors="replace")
    theirs = [CANARY, *(world.theirs.id_of(name) for name in things_in_paths())]
    return [each for each in theirs if len(each) > 8 and each in text and each != but]
