"""Two tenants with a thing of every kind in each, made through the API itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.integration.routes.people import People
from thaiyyal.features.routing import Route
from thaiyyal.testing.platform import Person, Platform

CANARY = "zx-canary-of-the-other-tenant"
DOCUMENT = {"nodes": [{"id": "n", "type": "number", "data": {"value": 1}}], "edges": []}


@dataclass(frozen=True, slots=True)
class Tenant:
    """Somebody's tenant, its people, and the id of one thing for every name in a path."""

    owner: Person
    people: People
    ids: dict[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """Our tenant, and theirs, whose every text says so."""

    platform: Platform
    ours: Tenant
    theirs: Tenant


def make_world(platform: Platform) -> World:
    """Fill two tenants."""
    return World(platform, _tenant(platform, "ours"), _tenant(platform, CANARY))


def path_of(route: Route, tenant: Tenant) -> str:
    """Return a route's path to the things of a tenant.

    Raises:
        KeyError: A route names a thing that no tenant here has: add it below.
    """
    path = route.path
    for name in _names_in(path):
        path = path.replace("{" + name + "}", tenant.ids[name])
    return path


def _names_in(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def _tenant(platform: Platform, text: str) -> Tenant:
    owner = platform.make_tenant(text)
    ids: dict[str, str] = {"tenant_id": str(owner.tenant_id)}

    def made(path: str, body: Any, *, status: int = 201) -> Any:
        answer = platform.ask("POST", path, by=owner, json=body)
        assert answer.status == status, (path, answer.status, answer.body)
        return answer.json

    for add in _THINGS:
        add(platform, owner, text, ids, made)
    return Tenant(owner, People(platform, owner), ids)


Made = Callable[..., Any]


def _member(platform: Platform, owner: Person, text: str, ids: dict[str, str], made: Made) -> None:
    ids["user_id"] = str(platform.make_member(owner, "viewer").id)
    ids["session_id"] = str(owner.session_id)


_THINGS: tuple[Callable[..., None], ...] = (_member,)
