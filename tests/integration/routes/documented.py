"""What the OpenAPI document promises of a route: statuses, shapes, an example to send."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from thaiyyal.features.routing import Route
from thaiyyal.testing.api import Answer
from thaiyyal.web.examples import resolved
from thaiyyal.web.routing import BASE

PROBLEM_FIELDS = {"type", "title", "status", "detail", "code", "errors", "request_id"}


class Documented:
    """Compares answers with the document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def operation(self, route: Route) -> dict[str, Any]:
        """Return the description of a route."""
        found: dict[str, Any] = self._document["paths"][BASE + route.path][route.method.lower()]
        return found

    def example(self, route: Route) -> Any:
        """Return the body that the document shows for a route; None when it takes none."""
        content = self.operation(route).get("requestBody", {}).get("content", {})
        return content["application/json"]["example"] if "application/json" in content else None

    def fields(self, route: Route) -> list[str]:
        """Return the names of a body's fields."""
        content = self.operation(route).get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return []
        return list(resolved(content["application/json"]["schema"], self._document)["properties"])

    def query(self, route: Route) -> list[str]:
        """Return the names of a route's query parameters."""
        parameters = self.operation(route).get("parameters", [])
        return [each["name"] for each in parameters if each["in"] == "query"]

    def wrong_about(self, route: Route, answer: Answer) -> str | None:
        """Return how an answer differs from what is documented; None when it does not."""
        responses = self.operation(route)["responses"]
        described = responses.get(str(answer.status))
        if described is None:
            return f"the status {answer.status} is not documented: {answer.body[:300]!r}"
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        absent = [name for name in self._always(described) if name not in answer.headers]
        if absent:
            return f"the documented headers {absent} are missing"
        contents = described.get("content", {})
        if not answer.body and not contents:
            return None
        if media_type not in contents:
            return f"the media type {media_type!r} is not documented for {answer.status}"
        if not media_type.endswith("json"):
            return None
        return self._wrong_shape(described["content"][media_type].get("schema", {}), answer)

    def _always(self, described: dict[str, Any]) -> list[str]:
        """Return the headers that are promised with every such answer."""
        headers = self._document["components"]["headers"]
        return [name for name in described.get("headers", ()) if headers[name]["required"]]

    def _wrong_shape(self, schema: dict[str, Any], answer: Answer) -> str | None:
        whole = {**schema, "components": self._document["components"]}
        errors = [error.message for error in jsonschema_rs.iter_errors(whole, answer.json)]
        return "; ".join(errors[:3]) or None
