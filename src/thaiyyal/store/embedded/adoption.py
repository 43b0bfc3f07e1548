"""Taking over a server whose owner was killed before it could stop it."""

import time
from pathlib import Path

import psycopg

from thaiyyal.store.embedded.cluster import socket_conninfo
from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.place import Place
from thaiyyal.store.embedded.postmaster import Postmaster, is_server, is_taken, read_postmaster

LONGEST_WAIT_S = 120.0  # the server may be starting after a crash, or stopping
LOOK_EVERY_S = 0.01


def find_orphan(place: Place) -> Postmaster | None:
    """Return the living server over this data once it is ready; None if there is none.

    The caller holds the lock of the data directory: whatever runs here has lost its owner.
    """
    deadline = time.monotonic() + LONGEST_WAIT_S
    while found := read_postmaster(place.data):
        if not is_server(found.pid, identity=place.identity, data=place.data):
            _forget(place, found)
            return None
        if found.status == "ready" and _serves(found.socket_dir, data=place.data):
            return found
        if time.monotonic() > deadline:
            raise EmbeddedError(
                f"The server over {place.data} (process {found.pid}) neither gets ready nor "
                "ends. Stop that process, then start again."
            )
        time.sleep(LOOK_EVERY_S)
    return None


def _serves(socket_dir: Path, *, data: Path) -> bool:
    try:
        with psycopg.connect(socket_conninfo(socket_dir), connect_timeout=5) as connection:
            row = connection.execute("SELECT current_setting('data_directory')").fetchone()
    except psycopg.Error:
        return False
    return row is not None and Path(row[0]) == data


def _forget(place: Place, dead: Postmaster) -> None:
    """Remove ``postmaster.pid`` if another process of the user got its number since.

    PostgreSQL would refuse to start then. Otherwise it needs the file, to find what still uses
    the memory of the dead server.
    """
    if is_taken(dead.pid, identity=place.identity):
        (place.data / "postmaster.pid").unlink(missing_ok=True)
