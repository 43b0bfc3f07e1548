"""Reaching the server that another process keeps; it is never stopped from here."""

import time
from dataclasses import dataclass
from pathlib import Path

from thaiyyal.store.embedded.cluster import ADMIN, socket_conninfo
from thaiyyal.store.embedded.place import Place, prepare_place
from thaiyyal.store.embedded.postmaster import is_server, read_postmaster
from thaiyyal.store.embedded.server import DATABASE
from thaiyyal.store.embedded.sockets import is_private

LONGEST_WAIT_S = 10.0  # it may just be starting
LOOK_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Attached:
    """A running private PostgreSQL of somebody else; it may end at any time."""

    socket_dir: Path

    @property
    def conninfo_owner(self) -> str:
        """How the server's own role connects."""
        return self.conninfo(user=ADMIN)

    def conninfo(self, *, user: str) -> str:
        """Return how ``user`` connects."""
        return socket_conninfo(self.socket_dir, user=user, database=DATABASE)


def attach(data_dir: Path, *, wait_s: float = LONGEST_WAIT_S) -> Attached | None:
    """Return the living server over this data once it is ready; None if there is none in time."""
    place = prepare_place(data_dir)
    deadline = time.monotonic() + wait_s
    while (found := _look(place)) is None and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_S)
    return found


def _look(place: Place) -> Attached | None:
    found = read_postmaster(place.data)
    if found is None or found.status != "ready":
        return None
    if not is_server(found.pid, identity=place.identity, data=place.data):
        return None
    is_ours = is_private(found.socket_dir, uid=place.identity.uid)
    return Attached(found.socket_dir) if is_ours else None
