"""Where a database is, and how to reach it."""

from dataclasses import dataclass
from urllib.parse import quote

from thaiyyal.store.embedded import EmbeddedServer


@dataclass(frozen=True, slots=True)
class Place:
    """A database: its address for the application, and how its owner connects."""

    url: str
    owner: str


def place_of(postgres: EmbeddedServer, name: str) -> Place:
    """Return how to reach a database."""
    host = quote(str(postgres.socket_dir), safe="")
    return Place(
        f"postgresql://thaiyyal_app@/{name}?host={host}&port=5432",
        postgres.conninfo(user="thaiyyal_owner", database=name),
    )
