"""One platform for the folder; each operation gets tenants of its own in it."""

from collections.abc import Iterator

import pytest

from tests.integration.fuzz.trial import Trial
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import platform_on


@pytest.fixture(scope="session")
def trial(postgres: EmbeddedServer) -> Iterator[Trial]:
    with platform_on(postgres) as platform:
        yield Trial(platform)
