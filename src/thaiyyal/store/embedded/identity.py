"""Which user the server runs as, and what that user can reach.

PostgreSQL refuses to run as root; started by root it runs as ``postgres``, else ``nobody``.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedError

ROOT = 0
SERVER_USERS = ("postgres", "nobody")
FIRST_CLOSED = 'for path in "$@"; do cd -- "$path" 2>/dev/null || { echo "$path"; exit 1; }; done'


@dataclass(frozen=True, slots=True)
class Identity:
    """The user of the server; ``switched`` when it is another one than ours."""

    uid: int
    gid: int
    name: str
    switched: bool


def choose_identity(data: Path) -> Identity:
    """Return who runs the server over ``data``: its owner if it exists already."""
    mine = os.geteuid()
    if mine != ROOT:
        return Identity(uid=mine, gid=os.getegid(), name=user_name(mine), switched=False)
    owner = owner_of(data)
    if owner is None:
        return _identity_for_root()
    if owner == ROOT:
        raise EmbeddedError(
            f"The database directory {data} belongs to root, as whom PostgreSQL does not run. "
            f"Give it to the user of the server: chown -R postgres {data}",
            code="embedded_not_ours",
        )
    return _identity_of(pwd.getpwuid(owner))


def owner_of(path: Path) -> int | None:
    """Return the user id that owns ``path``, None if there is nothing."""
    try:
        return path.lstat().st_uid
    except FileNotFoundError:
        return None


def user_name(uid: int) -> str:
    """Return the name of a user, or the number of one that has no name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def run_as(identity: Identity, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a short program as the server's user, with nothing of our environment."""
    return subprocess.run(  # noqa: S603 - commands are built in this package
        command,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env=server_environment(),
        umask=0o077,
        user=identity.uid if identity.switched else None,
        group=identity.gid if identity.switched else None,
        extra_groups=[] if identity.switched else None,
    )


def server_environment() -> dict[str, str]:
    """Return what the server's processes see of our environment: no settings, no secrets."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
        if name in os.environ
    }
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def first_closed_folder(identity: Identity, folder: Path) -> Path | None:
    """Return the outermost folder on the way to ``folder`` that the server's user cannot enter."""
    if not identity.switched:
        return None
    way = [*reversed(folder.parents), folder]
    answer = run_as(identity, ["/bin/sh", "-c", FIRST_CLOSED, "sh", *way])
    return Path(answer.stdout.rstrip("\n")) if answer.returncode else None


def _identity_for_root() -> Identity:
    for name in SERVER_USERS:
        try:
            return _identity_of(pwd.getpwnam(name))
        except KeyError:
            continue
    raise EmbeddedError(
        "Started by root, the database runs as user postgres or nobody, and neither exists. "
        "Create one (useradd --system postgres), or start as another user.",
        code="embedded_unreachable",
    )


def _identity_of(entry: pwd.struct_passwd) -> Identity:
    return Identity(uid=entry.pw_uid, gid=entry.pw_gid, name=entry.pw_name, switched=True)
