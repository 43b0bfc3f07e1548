"""``start_embedded``: create, adopt or start the private PostgreSQL of one data directory."""

import atexit
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from thaiyyal.store.embedded.binaries import (
    Installation,
    choose_installation,
    find_bundled,
    find_installed,
)
from thaiyyal.store.embedded.cluster import (
    ADMIN,
    Options,
    create_cluster,
    existing_major,
)
from thaiyyal.store.embedded.copies import reachable_installation
from thaiyyal.store.embedded.lock import take_lock
from thaiyyal.store.embedded.place import Place, prepare_place
from thaiyyal.store.embedded.process import Running, admin_conninfo, adopt, launch, stop

DATABASE = "thaiyyal"


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running private PostgreSQL, reachable through its socket by this user alone."""

    conninfo_owner: str
    socket_dir: Path
    version: int
    pid: int
    _stop: Callable[[], None] = field(repr=False, compare=False)

    def conninfo(self, *, user: str, database: str = DATABASE) -> str:
        """Return how ``user`` connects to ``database``."""
        return admin_conninfo(self.socket_dir, user=user, database=database)

    def stop(self) -> None:
        """Shut the server down cleanly and free the data directory; once is enough."""
        self._stop()


def start_embedded(data_dir: Path, *, options: Options | None = None) -> EmbeddedServer:
    """Return the server of ``data_dir``, ready, with an empty database at the first start.

    A server that lost its owner is taken over. The server is stopped by ``stop``, at the latest
    when this process ends in the normal way.
    """
    options = options or Options()
    place = prepare_place(data_dir)
    with ExitStack() as undo:
        lock = take_lock(place.lock)
        undo.callback(lock.release)
        running = adopt(place) or _start(place, options=options)
        undo.callback(stop, place, running)
        version = _ensure_database(running)
        held = undo.pop_all()
    return EmbeddedServer(
        conninfo_owner=admin_conninfo(running.socket_dir, user=ADMIN, database=DATABASE),
        socket_dir=running.socket_dir,
        version=version,
        pid=running.pid,
        _stop=_stop_once(held),
    )


def _start(place: Place, *, options: Options) -> Running:
    major = existing_major(place.data)
    installation = reachable_installation(_installation(major, options=options), place=place)
    if major is None:
        create_cluster(place, installation, options=options)
    return launch(place, installation, options=options)


def _installation(major: int | None, *, options: Options) -> Installation:
    if options.installations is not None:
        return choose_installation(options.installations, (), major=major)
    return choose_installation(find_installed(), find_bundled(), major=major)


def _ensure_database(running: Running) -> int:
    """Create the database if it is missing; return the major version of the server."""
    with psycopg.connect(admin_conninfo(running.socket_dir), autocommit=True) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %(name)s", {"name": DATABASE}
        ).fetchone()
        if found is None:
            connection.execute("CREATE DATABASE thaiyyal")
        return connection.info.server_version // 10_000


def _stop_once(held: ExitStack) -> Callable[[], None]:
    """Return a function that lets go of everything, once, and only in the process that started."""
    owner = os.getpid()

    def let_go() -> None:
        atexit.unregister(let_go)
        if os.getpid() == owner:
            held.close()

    atexit.register(let_go)
    return let_go
