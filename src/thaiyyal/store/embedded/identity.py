"""Which user the server runs as.

PostgreSQL refuses to run as root; started by root it runs as ``postgres``, else ``nobody``, and
data that exists keeps its user.
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedError

ROOT = 0
SERVER_USERS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Identity:
    """The user of the server; ``switched`` when it is another one than ours."""

    uid: int
    gid: int
    name: str
    switched: bool

    @property
    def user(self) -> int | None:
        """What a child process has to become, None for what we are."""
        return self.uid if self.switched else None

    @property
    def group(self) -> int | None:
        """The group that a child process has to take."""
        return self.gid if self.switched else None

    @property
    def groups(self) -> list[int] | None:
        """Further groups of a child process: none of root's."""
        return [] if self.switched else None


def choose_identity(data: Path) -> Identity:
    """Return who runs the server over ``data``: its owner if it exists already."""
    mine = os.geteuid()
    if mine != ROOT:
        return Identity(uid=mine, gid=os.getegid(), name=user_name(mine), switched=False)
    try:
        found = data.lstat()
    except FileNotFoundError:
        return _first_server_user()
    if found.st_uid == ROOT:
        raise EmbeddedError(
            f"The database directory {data} belongs to root, as whom PostgreSQL does not run. "
            f"Give it to the user of the server: chown -R postgres {data}",
            code="embedded_not_ours",
        )
    name = user_name(found.st_uid)
    return Identity(uid=found.st_uid, gid=found.st_gid, name=name, switched=True)


def user_name(uid: int) -> str:
    """Return the name of a user, or the number of one that has no name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _first_server_user() -> Identity:
    for name in SERVER_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(uid=entry.pw_uid, gid=entry.pw_gid, name=name, switched=True)
    raise EmbeddedError(
        "Started by root, the database runs as the user postgres or nobody, and neither exists. "
        "Create one (useradd --system postgres), or start as another user.",
        code="embedded_unreachable",
    )
