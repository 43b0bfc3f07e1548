"""Two servers beside one database, with the same keys, and somebody signed in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.acceptance.events.records import Records
from tests.acceptance.server.process import Server, started
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE, prepare_template
from thaiyyal.testing.postgres import fresh_database, temporary_folder, temporary_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedServer]:
    with temporary_server() as server:
        prepare_template(server)
        yield server


@pytest.fixture(scope="session")
def database(postgres: EmbeddedServer) -> str:
    return fresh_database(postgres, TEMPLATE)


@pytest.fixture(scope="session")
def database_url(postgres: EmbeddedServer, database: str) -> str:
    place = quote(str(postgres.socket_dir), safe="")
    return f"postgresql://thaiyyal_app@/{database}?host={place}&port=5432"


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def server(folder: Path, database_url: str) -> Iterator[Server]:
    with started(folder, database_url, SERVER__SEND_TIMEOUT_S="1") as server:
        yield server


@pytest.fixture
def other_server(server: Server, folder: Path, database_url: str) -> Iterator[Server]:
    """Another server, which has the keys of the first, and ends with the test."""
    assert server.port
    with temporary_folder() as place:
        for key_file in folder.glob("*key*"):
            shutil.copy(key_file, place)
        with started(place, database_url) as other:
            yield other


@pytest.fixture
def by(server: Server) -> dict[str, str]:
    """The header of somebody who has just signed in."""
    return server.sign_in()


@pytest.fixture
def records(postgres: EmbeddedServer, database: str, server: Server) -> Records:
    """Writes executions of that somebody as another process does."""
    assert server.port
    return Records(postgres.conninfo(user="thaiyyal_owner", database=database))
