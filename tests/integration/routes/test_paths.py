"""No spelling of a path, and no header, leads around the decision of a route."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.integration.routes.trying import PROTECTED, WITH_PERMISSION, name_of, recorded
from tests.integration.routes.world import World
from thaiyyal.features.routing import Route

_TRICKS: dict[str, Callable[[str], str]] = {
    "slash at the end": lambda path: f"{path}/",
    "two slashes": lambda path: f"//api//v1{path}",
    "matrix parameter": lambda path: f"{path};admin=true",
    "suffix": lambda path: f"{path}.json",
    "upper case": str.upper,
    "encoded slash": lambda path: f"{path}%2f",
    "dot segment": lambda path: f"/x/..{path}",
    "encoded dot segment": lambda path: f"/x/%2e%2e{path}",
    "backslash": lambda path: f"{path}\\",
    "NUL": lambda path: f"{path}%00",
}


@pytest.mark.parametrize("trick", _TRICKS)
def test_an_odd_spelling_of_a_path_leads_nowhere(world: World, trick: str) -> None:
    spell, owner = _TRICKS[trick], world.ours.owner

    led_somewhere = [
        (route.name, answer.status)
        for route in PROTECTED
        if (
            answer := world.platform.ask(route.method, spell(world.ours.path(route.path)), by=owner)
        ).status
        not in {400, 403, 404, 405, 422}
    ]

    assert led_somewhere == []


@pytest.mark.parametrize("route", [r for r in WITH_PERMISSION if r.method == "DELETE"], ids=name_of)
@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_makes_another_method_of_a_request(
    world: World, route: Route, header: str
) -> None:
    request_id = str(uuid4())
    headers = {header: "DELETE", "X-Request-ID": request_id, "If-Match": "*"}

    answer = world.platform.ask(
        "GET", world.ours.path(route.path), by=world.ours.owner, headers=headers
    )

    assert answer.status in {200, 404, 405}
    assert recorded(world.platform, request_id) == []
