"""One PostgreSQL for the folder, a database for each test."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE, prepare_template
from thaiyyal.testing.postgres import fresh_database, temporary_folder, temporary_server


@dataclass(frozen=True, slots=True)
class Place:
    """A database: its address for the application, and how its owner connects."""

    url: str
    owner: str


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedServer]:
    with temporary_server() as server:
        prepare_template(server)
        yield server


@pytest.fixture
def place(postgres: EmbeddedServer) -> Place:
    name = fresh_database(postgres, TEMPLATE)
    host = quote(str(postgres.socket_dir), safe="")
    return Place(
        f"postgresql://thaiyyal_app@/{name}?host={host}&port=5432",
        postgres.conninfo(user="thaiyyal_owner", database=name),
    )


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder
