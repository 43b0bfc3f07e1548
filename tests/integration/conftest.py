"""A real PostgreSQL for the folder's tests, and a platform over a database of their module."""

from collections.abc import Iterator

import pytest

from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Platform, platform_on, prepare_template
from thaiyyal.testing.postgres import temporary_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedServer]:
    with temporary_server() as server:
        prepare_template(server)
        yield server


@pytest.fixture(scope="module")
def platform(postgres: EmbeddedServer) -> Iterator[Platform]:
    with platform_on(postgres) as platform:
        yield platform
