"""The server as a process: start it, adopt one that lost its owner, wait for it, stop it."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from thaiyyal.store.embedded.binaries import Installation
from thaiyyal.store.embedded.cluster import ADMIN, Options, server_command
from thaiyyal.store.embedded.complaints import explain, read_tails
from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.identity import server_environment
from thaiyyal.store.embedded.place import (
    PORT,
    Place,
    make_socket_folder,
    remove_socket_folder,
    unwritable,
)
from thaiyyal.store.embedded.postmaster import is_server, read_postmaster, wait_for_end

LONGEST_START_S = 120.0  # after a crash the server first repeats its log
LONGEST_STOP_S = 60.0
LONGEST_LINGERING_S = 15.0
LOOK_EVERY_S = 0.01
LINGERING = "pre-existing shared memory block"


@dataclass(frozen=True, slots=True)
class Running:
    """A server that takes connections; ``child`` if this process started it."""

    pid: int
    socket_dir: Path
    child: subprocess.Popen[bytes] | None = field(default=None, compare=False)


def adopt(place: Place) -> Running | None:
    """Return the server that an earlier owner left behind, once it is ready; None if none is."""
    deadline = time.monotonic() + LONGEST_START_S
    while found := read_postmaster(place.data):
        if not is_server(found.pid, identity=place.identity, data=place.data):
            _forget(place, found.socket_dir)
            return None
        if found.status == "ready" and _serves(found.socket_dir, data=place.data):
            return Running(pid=found.pid, socket_dir=found.socket_dir)
        if time.monotonic() > deadline:
            raise EmbeddedError(
                f"The server over {place.data} (process {found.pid}) neither gets ready nor "
                "ends. Stop that process, then start again."
            )
        time.sleep(LOOK_EVERY_S)
    return None


def launch(place: Place, installation: Installation, *, options: Options) -> Running:
    """Start the server and wait until it takes connections.

    Processes of a server that was killed may hold its memory for a moment: then try again.
    """
    deadline = time.monotonic() + LONGEST_LINGERING_S
    while True:
        socket_dir = make_socket_folder(place)
        command = server_command(place, installation, socket_dir=socket_dir, options=options)
        child = _spawn(place, command)
        if _gets_ready(place, child):
            return Running(pid=child.pid, socket_dir=socket_dir, child=child)
        remove_socket_folder(place, socket_dir)
        said = read_tails([place.start_log, *_newest_logs(place)])
        if LINGERING not in said or time.monotonic() > deadline:
            raise explain(said, place=place, doing="started")
        time.sleep(LOOK_EVERY_S * 10)


def stop(place: Place, running: Running) -> None:
    """Shut the server down cleanly; one that does not end in time is stopped without cleaning."""
    for number, patience_s in ((signal.SIGINT, LONGEST_STOP_S), (signal.SIGQUIT, 10.0)):
        _signal(place, running, number)
        if _has_ended(running, timeout_s=patience_s):
            break
    remove_socket_folder(place, running.socket_dir)


def admin_conninfo(socket_dir: Path, *, user: str = ADMIN, database: str = "postgres") -> str:
    """Return how to connect through the socket."""
    return make_conninfo(host=str(socket_dir), port=PORT, user=user, dbname=database)


def _spawn(place: Place, command: list[str | Path]) -> subprocess.Popen[bytes]:
    identity = place.identity
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    try:
        log = os.open(place.start_log, flags, 0o600)
    except OSError as error:
        raise unwritable(place.start_log, error) from error
    try:
        return subprocess.Popen(  # noqa: S603 - a command built in this package
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=server_environment(),
            umask=0o077,
            start_new_session=True,  # Ctrl-C in the terminal is for the owner alone
            user=identity.uid if identity.switched else None,
            group=identity.gid if identity.switched else None,
            extra_groups=[] if identity.switched else None,
        )
    finally:
        os.close(log)


def _gets_ready(place: Place, child: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + LONGEST_START_S
    while time.monotonic() < deadline:
        found = read_postmaster(place.data)
        if found is not None and found.pid == child.pid and found.status == "ready":
            return True
        if child.poll() is not None:
            return False
        time.sleep(LOOK_EVERY_S)
    child.send_signal(signal.SIGQUIT)
    child.wait()
    return False


def _serves(socket_dir: Path, *, data: Path) -> bool:
    try:
        with psycopg.connect(admin_conninfo(socket_dir), connect_timeout=5) as connection:
            row = connection.execute("SELECT current_setting('data_directory')").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and Path(row[0]) == data


def _forget(place: Place, socket_dir: Path) -> None:
    """Remove what a dead server left: its number may belong to another process of its user."""
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    remove_socket_folder(place, socket_dir)


def _signal(place: Place, running: Running, number: signal.Signals) -> None:
    if running.child is not None:
        running.child.send_signal(number)
    elif is_server(running.pid, identity=place.identity, data=place.data):
        os.kill(running.pid, number)


def _has_ended(running: Running, *, timeout_s: float) -> bool:
    if running.child is None:
        return wait_for_end(running.pid, timeout_s=timeout_s)
    try:
        running.child.wait(timeout_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def _newest_logs(place: Place) -> list[Path]:
    return sorted(place.logs.glob("*.log"), key=lambda file: file.stat().st_mtime)[-1:]
