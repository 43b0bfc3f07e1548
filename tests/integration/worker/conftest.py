"""A database of its own for each test, so that nobody takes the jobs of another."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE
from thaiyyal.testing.postgres import drop_database, fresh_database


@dataclass(frozen=True, slots=True)
class Place:
    """How to connect: as the application, and as the owner."""

    app: str
    owner: str


@pytest.fixture
def place(postgres: EmbeddedServer) -> Iterator[Place]:
    name = fresh_database(postgres, TEMPLATE)
    yield Place(
        postgres.conninfo(user="thaiyyal_app", database=name),
        postgres.conninfo(user="thaiyyal_owner", database=name),
    )
    drop_database(postgres, name)
