"""The folder of the socket: private to the server's user, its path short enough for the kernel."""

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.identity import Identity
from thaiyyal.store.embedded.place import PRIVATE, Place, make_own_folder
from thaiyyal.store.embedded.programs import first_closed_folder

PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
LONGEST_SOCKET = 107 if sys.platform == "linux" else 103  # what the kernel takes


def make_socket_folder(place: Place) -> Path:
    """Return the folder for the socket: in the data directory, else a temporary one.

    The name of a temporary one is made up each time, so that nobody can take it first.
    """
    if fits(place.sockets):
        make_own_folder(place.sockets, place.identity)
        return place.sockets
    for parent in _short_parents(place.identity):
        _remove_leftovers(place, parent)
        try:
            folder = Path(tempfile.mkdtemp(prefix=_short_prefix(place), dir=parent))
        except OSError:
            continue
        make_own_folder(folder, place.identity)
        return folder
    raise EmbeddedError(
        f"The path of the database's socket in {place.root} is longer than {LONGEST_SOCKET} "
        "bytes, and no temporary folder is to be had. Choose a data directory with a shorter path.",
        code="embedded_unreachable",
    )


def remove_socket_folder(place: Place, folder: Path) -> None:
    """Remove a temporary folder after its server ended; the one in the data directory stays."""
    if folder.name.startswith(_short_prefix(place)) and is_private(folder, uid=place.identity.uid):
        shutil.rmtree(folder, ignore_errors=True)


def fits(folder: Path) -> bool:
    """Whether a socket in ``folder`` has a path that the kernel takes."""
    return len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET


def is_private(folder: Path, *, uid: int) -> bool:
    """Whether ``folder`` is a real folder that nobody but this user (and root) can enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    private = stat.S_IMODE(found.st_mode) == PRIVATE
    return stat.S_ISDIR(found.st_mode) and private and found.st_uid == uid


def clear_sockets(folder: Path) -> None:
    """Remove what a dead server left: its lock may name a process that got its number since."""
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / name).unlink(missing_ok=True)


def _short_prefix(place: Place) -> str:
    digest = hashlib.sha256(os.fsencode(place.root)).hexdigest()
    return f"thaiyyal-{place.identity.uid}-{digest[:16]}-"


def _remove_leftovers(place: Place, parent: Path) -> None:
    """Remove folders of servers over the same data that were killed together with their owner."""
    for folder in parent.glob(f"{_short_prefix(place)}*"):
        remove_socket_folder(place, folder)


def _short_parents(identity: Identity) -> Iterable[Path]:
    usual = [Path("/run")] if identity.switched else []
    # mkdtemp makes the folders inside, so that a public parent is no danger.
    for parent in (*usual, Path(tempfile.gettempdir()), Path("/tmp")):  # nosec B108  # noqa: S108
        usable = os.access(parent, os.W_OK | os.X_OK) and fits(parent / f"thaiyyal-{'0' * 36}")
        if usable and first_closed_folder(identity, parent) is None:
            yield parent
