"""Running programs as the user of the server, with nothing of our environment."""

import errno
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.identity import Identity

Command = Sequence[str | Path]
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
FIRST_CLOSED = 'for path in "$@"; do cd -- "$path" 2>/dev/null || { echo "$path"; exit 1; }; done'


def run_as(identity: Identity, command: Command) -> subprocess.CompletedProcess[str]:
    """Run a short program to its end."""
    with _told_when_switching_fails(identity):
        return subprocess.run(  # noqa: S603 - commands are built in this package
            command,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            umask=0o077,
            user=identity.user,
            group=identity.group,
            extra_groups=identity.groups,
        )


def start_as(identity: Identity, command: Command, *, log: int) -> subprocess.Popen[bytes]:
    """Start a program that goes on without us and writes to the open file ``log``."""
    with _told_when_switching_fails(identity):
        return subprocess.Popen(  # noqa: S603 - commands are built in this package
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            umask=0o077,
            start_new_session=True,  # Ctrl-C in the terminal is for the owner alone
            user=identity.user,
            group=identity.group,
            extra_groups=identity.groups,
        )


def first_closed_folder(identity: Identity, folder: Path) -> Path | None:
    """Return the outermost folder on the way to ``folder`` that the server's user cannot enter."""
    if not identity.switched:
        return None
    way = [*reversed(folder.parents), folder]
    answer = run_as(identity, ["/bin/sh", "-c", FIRST_CLOSED, "sh", *way])
    return Path(answer.stdout.rstrip("\n")) if answer.returncode else None


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


@contextmanager
def _told_when_switching_fails(identity: Identity) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        if error.errno != errno.EPERM or not identity.switched:
            raise
        raise EmbeddedError(
            f"Started by root, the database runs as the user {identity.name}, and this process "
            "may not change its user. Start it as another user than root.",
            code="embedded_unreachable",
        ) from error
