"""Reading ``postmaster.pid``, and telling whether the process it names is a server of ours."""

import math
import os
import select
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from thaiyyal.store.embedded.identity import Identity

PROC = Path("/proc")
ENDED = frozenset("ZX")
LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What a server says of itself: ``status`` is starting, ready, standby or stopping."""

    pid: int
    data: Path
    socket_dir: Path
    status: str


@dataclass(frozen=True, slots=True)
class _Process:
    name: str
    uid: int
    state: str


def read_postmaster(data: Path) -> Postmaster | None:
    """Return what ``postmaster.pid`` says, None while there is none or not all of it.

    Lines: pid, data directory, start time, port, socket folder, address, memory key, status.
    """
    try:
        lines = (data / "postmaster.pid").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return None
    if len(lines) < 5 or not lines[0].strip().isdecimal():
        return None
    return Postmaster(
        pid=int(lines[0]),
        data=Path(lines[1]),
        socket_dir=Path(lines[4]),
        status=lines[7].strip() if len(lines) > 7 else "starting",
    )


def is_server(pid: int, *, identity: Identity, data: Path) -> bool:
    """Whether ``pid`` is a living PostgreSQL of this user over this data directory."""
    process = _look_at(pid)
    if process is None or process.state in ENDED:
        return False
    if not process.name.startswith("postgres") or process.uid != identity.uid:
        return False
    return _works_in(pid, data)


def blocks_a_start(pid: int, *, identity: Identity) -> bool:
    """Whether PostgreSQL takes ``pid`` for a living server, whatever it is.

    It does for any process of its user, also for one that ended and was not yet cleared away.
    """
    process = _look_at(pid)
    return process is not None and process.uid == identity.uid


def find_leftovers(*, identity: Identity, data: Path) -> list[int]:
    """Return the processes that still work over this data directory."""
    numbers = [int(entry.name) for entry in PROC.glob("[0-9]*")]
    return [pid for pid in numbers if _is_leftover(pid, identity=identity, data=data)]


def wait_for_end(pid: int, *, timeout_s: float | None = None) -> bool:
    """Wait until a process, not necessarily a child, has ended; False when time is up."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    except (AttributeError, OSError):  # not Linux, or one without it
        return _look_until_end(pid, timeout_s=timeout_s)
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(None if timeout_s is None else timeout_s * 1000))
    finally:
        os.close(descriptor)


def _look_until_end(pid: int, *, timeout_s: float | None) -> bool:
    deadline = math.inf if timeout_s is None else time.monotonic() + timeout_s
    while True:
        process = _look_at(pid)
        if process is None or process.state in ENDED:
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_EVERY_S)


def _is_leftover(pid: int, *, identity: Identity, data: Path) -> bool:
    process = _look_at(pid)
    ours = process is not None and process.uid == identity.uid
    return ours and _working_directory(pid) == data


def _works_in(pid: int, data: Path) -> bool:
    """A server's working directory is its data directory; unknown (no right to look) is yes."""
    return _working_directory(pid) in (None, data)


def _working_directory(pid: int) -> Path | None:
    try:
        return (PROC / str(pid) / "cwd").readlink()
    except OSError:
        return None


def _look_at(pid: int) -> _Process | None:
    if (PROC / "self" / "status").exists():
        return _from_proc(pid)
    return _from_ps(pid)


def _from_proc(pid: int) -> _Process | None:
    try:
        text = (PROC / str(pid) / "status").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    facts = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
    return _Process(name=facts["Name"], uid=int(facts["Uid"].split()[0]), state=facts["State"][0])


def _from_ps(pid: int) -> _Process | None:
    answer = subprocess.run(  # noqa: S603 - a fixed program of the system
        ["/bin/ps", "-o", "uid=,state=,comm=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    facts = answer.stdout.split(maxsplit=2)
    if len(facts) < 3:
        return None
    return _Process(name=Path(facts[2].strip()).name, uid=int(facts[0]), state=facts[1][0])
