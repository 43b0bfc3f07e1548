"""Two tenants with a thing of every kind in each, made through the API itself."""

from dataclasses import dataclass, field
from typing import Any

from tests.integration.routes.people import People
from tests.integration.routes.ready import READY
from tests.integration.routes.things import THINGS, Tenant, names_in
from thaiyyal.features.routing import Route
from thaiyyal.testing.platform import Platform
from thaiyyal.web.routes import ALL_ROUTES

CANARY = "zx-canary-of-the-other-tenant"


@dataclass(frozen=True, slots=True)
class World:
    """Our tenant, and theirs, whose every text says so."""

    platform: Platform
    ours: Tenant
    theirs: Tenant
    _ready: dict[tuple[str, bool], Tenant] = field(default_factory=dict)

    def ours_for(self, route: Route) -> Tenant:
        """Return a tenant of ours where the route could succeed."""
        return self._prepared(route, self.ours, is_ours=True)

    def theirs_for(self, route: Route) -> Tenant:
        """Return a tenant of somebody else where the route could succeed, for them."""
        return self._prepared(route, self.theirs, is_ours=False)

    def fresh_for(self, route: Route) -> Tenant:
        """Return a new tenant where the route will succeed."""
        return ready_for(route, make_tenant(self.platform))

    def _prepared(self, route: Route, usual: Tenant, *, is_ours: bool) -> Tenant:
        if route.name not in READY:
            return usual
        key = (route.name, is_ours)
        if key not in self._ready:
            text = None if is_ours else f"{CANARY}-{len(self._ready)}"
            self._ready[key] = ready_for(route, make_tenant(self.platform, text))
        return self._ready[key]


def make_world(platform: Platform) -> World:
    """Fill two tenants."""
    ours, theirs = make_tenant(platform), make_tenant(platform, CANARY)
    for tenant in (ours, theirs):
        for name in things_in_paths():
            assert tenant.id_of(name)
    return World(platform, ours, theirs)


def make_tenant(platform: Platform, text: str | None = None) -> Tenant:
    """Found a tenant without anything in it yet."""
    return Tenant(platform, People(platform, platform.make_tenant(text)), text or "ours")


def ready_for(route: Route, tenant: Tenant) -> Tenant:
    """Do in a tenant what has to be done before a route, and return it."""
    if route.name in READY:
        READY[route.name](tenant)
    return tenant


def filled(body: Any, tenant: Tenant) -> Any:
    """Return an example with the ids of a tenant's things in the fields that are named for them.

    >>> filled({"name": "n", "tags": ["a"]}, ...)
    {'name': 'n', 'tags': ['a']}
    """
    if isinstance(body, list):
        return [filled(each, tenant) for each in body]
    if not isinstance(body, dict):
        return body
    return {
        name: tenant.id_of(name) if _is_reference(name, value) else filled(value, tenant)
        for name, value in body.items()
    }


def names_in_paths() -> list[str]:
    """Return every name that is in the path of a route, each once."""
    return sorted({name for route in ALL_ROUTES for name in names_in(route.path)})


def things_in_paths() -> list[str]:
    """Return those that can be made; a test of its own wants them all."""
    return [name for name in names_in_paths() if name in THINGS]


def _is_reference(name: str, value: Any) -> bool:
    return name in THINGS and name.endswith("_id") and isinstance(value, str)
