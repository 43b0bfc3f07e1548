"""Taking over a server whose owner was killed before it could stop it."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from thaiyyal.store.embedded.cluster import socket_conninfo
from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.place import Place
from thaiyyal.store.embedded.postmaster import (
    Postmaster,
    blocks_a_start,
    find_leftovers,
    is_server,
    read_postmaster,
)

LONGEST_WAIT_S = 120.0  # the server may be starting after a crash, or stopping
LONGEST_LEFTOVER_S = 1.0  # idle ones end at once
LOOK_EVERY_S = 0.01


def find_orphan(place: Place) -> Postmaster | None:
    """Return the living server over this data once it is ready; None if there is none.

    The caller holds the lock of the data directory: whatever runs here has lost its owner.
    """
    deadline = time.monotonic() + LONGEST_WAIT_S
    while found := read_postmaster(place.data):
        if not is_server(found.pid, identity=place.identity, data=place.data):
            _clear_away(place, found)
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


def _clear_away(place: Place, dead: Postmaster) -> None:
    """Let PostgreSQL start although ``postmaster.pid`` names a process that is no server."""
    deadline = time.monotonic() + LONGEST_LEFTOVER_S
    while leftovers := find_leftovers(identity=place.identity, data=place.data):
        if time.monotonic() > deadline:
            _end(leftovers)
        time.sleep(LOOK_EVERY_S)
    if blocks_a_start(dead.pid, identity=place.identity):
        (place.data / "postmaster.pid").unlink(missing_ok=True)


def _end(pids: list[int]) -> None:
    """End what a killed server left behind; without it they can do nothing that lasts."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
