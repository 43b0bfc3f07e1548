"""``start_embedded``: create, adopt or start the private PostgreSQL of one data directory."""

from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from thaiyyal.store.embedded.cluster import ADMIN, Options, socket_conninfo
from thaiyyal.store.embedded.complaints import explain
from thaiyyal.store.embedded.keeper import Keeper
from thaiyyal.store.embedded.place import prepare_place

DATABASE = "thaiyyal"


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running private PostgreSQL, reachable through its socket by this user alone.

    Should the server die, it is started again behind the same socket; ``pid`` changes then.
    """

    conninfo_owner: str
    socket_dir: Path
    version: int
    _keeper: Keeper = field(repr=False, compare=False)

    @property
    def pid(self) -> int:
        """The process of the server."""
        return self._keeper.running.pid

    def conninfo(self, *, user: str, database: str = DATABASE) -> str:
        """Return how ``user`` connects to ``database``."""
        return socket_conninfo(self.socket_dir, user=user, database=database)

    def stop(self) -> None:
        """Shut the server down cleanly and free the data directory; once is enough."""
        self._keeper.let_go()


def start_embedded(data_dir: Path, *, options: Options | None = None) -> EmbeddedServer:
    """Return the server of ``data_dir``, ready, with an empty database at the first start.

    A server that lost its owner is taken over. The server is stopped by ``stop``, at the latest
    when this process ends in the normal way.
    """
    place = prepare_place(data_dir)
    keeper = Keeper(place, options=options or Options())
    try:
        version = _ensure_database(keeper.running.socket_dir)
    except psycopg.Error as error:
        keeper.let_go()
        raise explain(f"FATAL: {error}", place=place, doing="prepared") from error
    except BaseException:
        keeper.let_go()
        raise
    return EmbeddedServer(
        conninfo_owner=socket_conninfo(keeper.running.socket_dir, user=ADMIN, database=DATABASE),
        socket_dir=keeper.running.socket_dir,
        version=version,
        _keeper=keeper,
    )


def _ensure_database(socket_dir: Path) -> int:
    """Create the database if it is missing; return the major version of the server."""
    with psycopg.connect(socket_conninfo(socket_dir), autocommit=True) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %(name)s", {"name": DATABASE}
        ).fetchone()
        if found is None:
            connection.execute("CREATE DATABASE thaiyyal")
        return connection.info.server_version // 10_000
