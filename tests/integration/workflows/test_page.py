"""The reference of the API of workflows is true: its requests are answered as it says."""

import re
from pathlib import Path

from tests.integration.workflows.pages import begin, messages_in, told
from thaiyyal.features.routing import Route
from thaiyyal.features.workflows.routes import routes
from thaiyyal.testing.platform import Platform

_ONLY_TOLD = ["GET /workflow-templates"]
"""What answers at too great a length."""
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "workflows-api.md"


def test_requests_of_the_reference_are_answered_as_it_says(platform: Platform) -> None:
    messages = messages_in(PAGE)

    assert len(messages) > 20
    for request, promised, answer in told(messages, begin(platform)):
        assert (request.first, answer) == (request.first, promised)


def test_the_reference_shows_every_route_of_workflows() -> None:
    requests = [request.first for request, _ in messages_in(PAGE)]

    missing = [
        f"{route.method} {route.path}"
        for route in routes
        if not any(re.fullmatch(_pattern(route), first) for first in requests)
    ]

    assert missing == _ONLY_TOLD


def _pattern(route: Route) -> str:
    path = re.sub(r"\\\{\w+\\\}", "[^/?]+", re.escape(route.path))
    return rf"{route.method} /api/v1{path}(\?.*)?"
