"""One platform for the folder; each route gets a tenant of its own in it."""

from collections.abc import Iterator

import pytest

from tests.integration.routes.documented import Documented
from tests.integration.routes.world import World, make_world
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import platform_on


@pytest.fixture(scope="session")
def world(postgres: EmbeddedServer) -> Iterator[World]:
    with platform_on(postgres) as platform:
        yield make_world(platform)


@pytest.fixture(scope="session")
def documented(world: World) -> Documented:
    return Documented(world.platform.web.document.value)
