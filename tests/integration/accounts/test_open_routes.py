"""Routes that are open to everybody read little before they know who asks."""

import pytest

from thaiyyal.features.accounts.routes import ALL
from thaiyyal.features.routing import Allowance, Route
from thaiyyal.kernel.permissions import Access
from thaiyyal.testing.platform import Platform

OPEN = [route for route in ALL if route.permission is Access.PUBLIC]
_UNLIMITED_BY_ADDRESS = {"get_sign_in_options", "refresh_session", "sign_out"}
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "route", [route for route in OPEN if route.method == "POST"], ids=lambda route: route.name
)
@pytest.mark.parametrize(("size", "status"), [(32 * 1024, 422), (32 * 1024 + 1, 413)])
def test_a_large_body_is_not_read(platform: Platform, route: Route, size: int, status: int) -> None:
    body = b'{"token": "' + b"x" * (size - 13) + b'"}'

    answer = platform.ask("POST", route.path, body=body, headers=JSON)

    assert len(body) == size
    assert answer.status == status


@pytest.mark.parametrize("route", OPEN, ids=lambda route: route.name)
def test_what_could_be_tried_out_is_limited_by_address(route: Route) -> None:
    is_limited = route.allowance is Allowance.SIGN_IN

    assert is_limited is (route.name not in _UNLIMITED_BY_ADDRESS)
