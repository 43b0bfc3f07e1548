"""A PostgreSQL as durable as in production, a platform, its workers, and a recording server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.crew import Crew, crew_of
from tests.chaos.ledger import Ledger
from tests.chaos.orders import Client
from tests.chaos.recording import Recording
from tests.chaos.working import Post
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Platform, platform_on, prepare_template
from thaiyyal.testing.postgres import temporary_folder, temporary_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedServer]:
    with temporary_server(durable=True) as server:
        prepare_template(server)
        yield server


@pytest.fixture
def platform(postgres: EmbeddedServer) -> Iterator[Platform]:
    with platform_on(postgres) as platform:
        yield platform
        assert Ledger(platform.owner_conninfo()).deadlocks() == 0


@pytest.fixture
def ledger(platform: Platform) -> Ledger:
    return Ledger(platform.owner_conninfo())


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture
def crew(platform: Platform, folder: Path) -> Iterator[Crew]:
    server = platform.server
    app = server.conninfo(user="thaiyyal_app", database=platform.database_name)
    with crew_of(Post(app, folder / "worker")) as crew:
        yield crew


@pytest.fixture
def recording() -> Recording:
    return Recording()


@pytest.fixture
def url(recording: Recording) -> Iterator[str]:
    with recording.server() as server:
        yield server.url


@pytest.fixture
def client(platform: Platform) -> Client:
    return Client(platform, platform.make_tenant(plan="unlimited"))
