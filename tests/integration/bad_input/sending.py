"""Sends odd requests to one route, in a tenant of its own, and says what is wrong with answers."""

import json
from collections.abc import Iterator
from typing import Any

from tests.integration.bad_input.places import Place, body_schema, put
from tests.integration.bad_input.values import Bad
from tests.integration.routes.documented import Documented
from tests.integration.routes.ready import NEEDS_A_NEW_PLATFORM
from tests.integration.routes.trying import ROUTES, body_for, headers_for
from tests.integration.routes.world import World
from thaiyyal.features.routing import Route
from thaiyyal.testing.api import Answer

REFUSED = {400, 413, 422}
TOO_MUCH = {"string_too_long", "too_long", "less_than_equal", "greater_than_equal"}
_HOLE = "@@ the value goes here @@"

ALL = [route for route in ROUTES if route.name not in NEEDS_A_NEW_PLATFORM]


class Sender:
    """Sends requests to one route."""

    def __init__(self, world: World, documented: Documented, route: Route) -> None:
        self._world, self._documented, self._route = world, documented, route
        self._tenant = world.fresh_for(route)
        self._headers = {"If-Match": "*", **headers_for(route, self._tenant)}
        self.path = self._tenant.path(route.path)
        self.body = body_for(route, documented, self._tenant)

    def with_value(self, place: Place, raw: str) -> str:
        """Return the example as JSON, with a raw value at a place."""
        document = self._world.platform.web.document.value
        schema = body_schema(self._route, document)
        assert schema is not None
        whole = put(self.body, place, _HOLE, schema, document)
        return json.dumps(whole).replace(json.dumps(_HOLE), raw)

    def send(self, body: str | None = None, *, path: str | None = None, **headers: str) -> Answer:
        """Send one request."""
        sent = {"content-type": "application/json"} if body is not None else {}
        return self._world.platform.ask(
            self._route.method,
            path or self.path,
            body=None if body is None else body.encode("utf-8", "surrogatepass"),
            headers={**sent, **self._headers, **headers},
        )

    def complaints(self, answer: Answer, bad: Bad, pointer: str) -> Iterator[str]:
        """Yield what is wrong with the answer to a bad value."""
        if answer.status >= 500:
            yield f"answered by {answer.status}"
        if answer.status == 401 and "Authorization" in self._headers:
            yield "the session has ended, so that nothing was tried"
        if bad.is_wrong and answer.status not in REFUSED:
            yield f"not refused: {answer.status} {answer.body[:200]!r}"
        if wrong := self._documented.wrong_about(self._route, answer):
            yield wrong
        if bad.at_limit and pointer in _called_too_much(answer):
            yield f"called too much: {answer.body[:200]!r}"
        if b"Traceback" in answer.body:
            yield "shows a traceback"


def _called_too_much(answer: Answer) -> list[str]:
    if answer.status != 422:
        return []
    errors: list[dict[str, Any]] = answer.json["errors"]
    return [error["pointer"] for error in errors if error["code"] in TOO_MUCH]
