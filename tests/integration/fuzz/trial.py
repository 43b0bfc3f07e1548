"""Sends the requests that Schemathesis makes up, each as somebody with a tenant to break."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import requests
from schemathesis import Case, Response

from tests.integration.routes.ready import NEEDS_A_NEW_PLATFORM
from tests.integration.routes.things import THINGS, Tenant
from tests.integration.routes.trying import ROUTES, headers_for
from tests.integration.routes.world import make_tenant, ready_for
from thaiyyal.features.routing import Route
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform

_HOST = "http://testserver"
_BY_NAME = {route.name: route for route in ROUTES}


class Who(StrEnum):
    """Who sends the requests."""

    OWNER = "owner"
    VIEWER = "viewer"
    NOBODY = "nobody"


@dataclass(slots=True)
class Trial:
    """Remembers who tries which route; makes new ones when their sign-in or tenant has ended."""

    platform: Platform
    _tried: dict[tuple[str, Who], tuple[Tenant, dict[str, str]]] = field(default_factory=dict)

    def send(self, case: Case[Any], who: Who) -> Response:
        """Send a request about things that exist, where its path may name any."""
        route = _BY_NAME[case.operation.definition.raw["operationId"]]
        tenant, headers = self._actor(route, who)
        _name_things(case, tenant)
        request = requests.Request(**case.as_transport_kwargs(base_url=_HOST)).prepare()
        sent = {**request.headers, **headers, "Accept-Encoding": "identity"}
        body = request.body.encode() if isinstance(request.body, str) else request.body
        assert body is None or isinstance(body, bytes)
        path = request.url.removeprefix(_HOST) if request.url else ""
        answer = self.platform.ask(str(request.method), f"/{path}", body=body, headers=_texts(sent))
        if answer.status == 401:
            del self._tried[route.name, who]
        return _response(answer, request)

    def _actor(self, route: Route, who: Who) -> tuple[Tenant, dict[str, str]]:
        key = (route.name, who)
        if key not in self._tried:
            tenant = make_tenant(self.platform)
            if route.name not in NEEDS_A_NEW_PLATFORM:
                ready_for(route, tenant)
            self._tried[key] = tenant, self._headers(route, who, tenant)
        return self._tried[key]

    def _headers(self, route: Route, who: Who, tenant: Tenant) -> dict[str, str]:
        match who:
            case Who.OWNER:
                return headers_for(route, tenant)
            case Who.VIEWER:
                return self.platform.make_member(tenant.owner, "viewer").headers
            case Who.NOBODY:
                return {}


def _name_things(case: Case[Any], tenant: Tenant) -> None:
    """Let well-formed ids in the path of a request be those of things that exist."""
    for name, value in case.path_parameters.items():
        if name in THINGS and _is_id(value):
            case.path_parameters[name] = tenant.id_of(name)


def _is_id(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _texts(headers: dict[str, str | bytes]) -> dict[str, str]:
    return {
        name: value.decode("latin-1") if isinstance(value, bytes) else value
        for name, value in headers.items()
    }


def _response(answer: Answer, request: requests.PreparedRequest) -> Response:
    headers: dict[str, list[str]] = {}
    for name, value in answer.headers.items():
        headers.setdefault(name, []).append(value)
    return Response(answer.status, headers, answer.body, request, elapsed=0.0, verify=False)
