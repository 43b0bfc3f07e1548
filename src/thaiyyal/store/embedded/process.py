"""The server as a process: started until it takes connections, stopped cleanly."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from thaiyyal.store.embedded.adoption import find_orphan
from thaiyyal.store.embedded.binaries import Installation
from thaiyyal.store.embedded.cluster import Options, server_command
from thaiyyal.store.embedded.complaints import explain, read_tails
from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.place import Place, unwritable
from thaiyyal.store.embedded.postmaster import is_server, read_postmaster, wait_for_end
from thaiyyal.store.embedded.programs import Command, start_as
from thaiyyal.store.embedded.sockets import clear_sockets, remove_socket_folder

LONGEST_START_S = 120.0  # after a crash the server first repeats its log
LONGEST_STOP_S = 60.0
LONGEST_ABORT_S = 10.0
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
    """Return the server that an earlier owner left behind, None if there is none."""
    orphan = find_orphan(place)
    return Running(pid=orphan.pid, socket_dir=orphan.socket_dir) if orphan else None


def launch(
    place: Place, installation: Installation, *, socket_dir: Path, options: Options
) -> Running:
    """Start the server and wait until it takes connections.

    There is no living server over this data. What is left of one that was killed may hold its
    memory for a moment: then try again.
    """
    deadline = time.monotonic() + LONGEST_LINGERING_S
    command = server_command(place, installation, socket_dir=socket_dir, options=options)
    while True:
        clear_sockets(socket_dir)
        child = _spawn(place, command)
        if _gets_ready(place, child):
            return Running(pid=child.pid, socket_dir=socket_dir, child=child)
        said = read_tails([place.start_log, *_newest_logs(place)])
        if LINGERING not in said or time.monotonic() > deadline:
            raise explain(said, place=place, doing="started")
        time.sleep(LOOK_EVERY_S)


def stop(place: Place, running: Running) -> None:
    """Shut the server down cleanly; one that does not end in time is stopped as by a crash."""
    for number, patience_s in ((signal.SIGINT, LONGEST_STOP_S), (signal.SIGQUIT, LONGEST_ABORT_S)):
        _signal(place, running, number)
        if _has_ended(running, timeout_s=patience_s):
            remove_socket_folder(place, running.socket_dir)
            return
    raise EmbeddedError(
        f"The server over {place.data} (process {running.pid}) does not end. Its data is safe; "
        "it is taken over at the next start."
    )


def _spawn(place: Place, command: Command) -> subprocess.Popen[bytes]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    try:
        log = os.open(place.start_log, flags, 0o600)
    except OSError as error:
        raise unwritable(place.start_log, error) from error
    try:
        return start_as(place.identity, command, log=log)
    finally:
        os.close(log)


def _gets_ready(place: Place, child: subprocess.Popen[bytes]) -> bool:
    """Wait for the child; it is not left behind if it fails or we are interrupted."""
    ready = False
    deadline = time.monotonic() + LONGEST_START_S
    try:
        while child.poll() is None and time.monotonic() < deadline:
            found = read_postmaster(place.data)
            ready = found is not None and found.pid == child.pid and found.status == "ready"
            if ready:
                break
            time.sleep(LOOK_EVERY_S)
    finally:
        if not ready:
            child.send_signal(signal.SIGQUIT)
            child.wait()
    return ready


def _signal(place: Place, running: Running, number: signal.Signals) -> None:
    if running.child is not None:
        running.child.send_signal(number)
    elif is_server(running.pid, identity=place.identity, data=place.data):
        with suppress(ProcessLookupError):
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
