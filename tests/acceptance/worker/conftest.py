"""One PostgreSQL for the folder, a database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.worker.executions import Slow
from tests.acceptance.worker.place import Place, place_of
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE, prepare_template
from thaiyyal.testing.postgres import fresh_database, temporary_folder, temporary_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedServer]:
    with temporary_server() as server:
        prepare_template(server)
        yield server


@pytest.fixture
def place(postgres: EmbeddedServer) -> Place:
    return place_of(postgres, fresh_database(postgres, TEMPLATE))


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture
def slow() -> Iterator[Slow]:
    slow = Slow()
    with slow.server:
        yield slow
        slow.may_answer.set()
