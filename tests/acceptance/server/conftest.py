"""One PostgreSQL and one server for the whole folder; tests that end one start their own."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

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
    """The name of the database of all servers of the folder."""
    return fresh_database(postgres, TEMPLATE)


@pytest.fixture(scope="session")
def database_url(postgres: EmbeddedServer, database: str) -> str:
    """The address of it, as the application."""
    place = quote(str(postgres.socket_dir), safe="")
    return f"postgresql://thaiyyal_app@/{database}?host={place}&port=5432"


@pytest.fixture(scope="session")
def owner(postgres: EmbeddedServer, database: str) -> str:
    """How to connect as the owner of the schema."""
    return postgres.conninfo(user="thaiyyal_owner", database=database)


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def server(database_url: str) -> Iterator[Server]:
    with temporary_folder() as folder, started(folder, database_url) as server:
        yield server


@pytest.fixture(scope="session")
def signed_in(server: Server) -> dict[str, str]:
    """The header of somebody who may do everything, for the folder's server."""
    return server.sign_in()
