"""Where everything lies: one folder ``postgres`` in the data directory, made and owned by us.

Only folders that this module makes get a mode or an owner; what was there before stays as it is.
"""

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.identity import Identity, choose_identity, user_name
from thaiyyal.store.embedded.programs import first_closed_folder

FOR_ROOT = Path("/var/lib/thaiyyal")
PRIVATE, PASSABLE = 0o700, 0o711
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one private PostgreSQL and the user of its server."""

    root: Path
    identity: Identity

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.root / "data"

    @property
    def incoming(self) -> Path:
        """A data directory that is still being made."""
        return self.root / "data.incoming"

    @property
    def sockets(self) -> Path:
        """The folder of the socket, if its path is not too long."""
        return self.root / "run"

    @property
    def programs(self) -> Path:
        """Copies of programs that the server's user cannot reach where they are."""
        return self.root / "programs"

    @property
    def lock(self) -> Path:
        """Held by the process that serves this data directory."""
        return self.root / "lock"

    @property
    def start_log(self) -> Path:
        """What the server says before it writes its own log."""
        return self.root / "start.log"

    @property
    def logs(self) -> Path:
        """The server's log files, one a weekday."""
        return self.data / "log"


def prepare_place(data_dir: Path) -> Place:
    """Make the folder of the database, reachable for the user of its server."""
    try:
        root = _home(data_dir.absolute()) / "postgres"
        identity = choose_identity(root / "data")
        _make_folders(root, mode=PASSABLE if identity.switched else PRIVATE)
        place = Place(root=root.resolve(), identity=identity)
        _check_owner(place)
    except OSError as error:
        raise unwritable(data_dir / "postgres", error) from error
    _check_reachable(place)
    return place


def default_data_dir() -> Path:
    """Return where data is kept when nobody said where.

    Started by root, a database that would lie there goes to ``/var/lib/thaiyyal`` instead when
    the user of the server cannot reach it, as nobody chose that place.
    """
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "thaiyyal"


def make_own_folder(folder: Path, identity: Identity) -> None:
    """Make ``folder`` private to the server's user; nothing happens if it is that already."""
    try:
        folder.mkdir(mode=PRIVATE, exist_ok=True)
        if identity.switched:
            os.chown(folder, identity.uid, identity.gid, follow_symlinks=False)
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(path: Path, error: OSError) -> EmbeddedError:
    """Return the error for a folder or file that cannot be made."""
    full = error.errno in FULL
    advice = "make room on that disk" if full else f"make it writable for {user_name(os.geteuid())}"
    return EmbeddedError(
        f"{path} cannot be written: {error.strerror}. Either {advice}, or choose another data "
        "directory.",
        code="embedded_no_space" if full else "embedded_unwritable",
    )


def _home(data_dir: Path) -> Path:
    identity = choose_identity(data_dir / "postgres" / "data")
    existing = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists())
    if data_dir == default_data_dir() and first_closed_folder(identity, existing.resolve()):
        return FOR_ROOT
    return data_dir


def _make_folders(folder: Path, *, mode: int) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=mode, exist_ok=True)
        one.chmod(mode)  # whatever the umask is: it is a folder of ours


def _check_owner(place: Place) -> None:
    for path, right in ((place.root, os.geteuid()), (place.data, place.identity.uid)):
        owner = path.stat().st_uid if path.exists() else right
        if owner != right:
            raise EmbeddedError(
                f"{path} belongs to the user {user_name(owner)}, not to {user_name(right)}. "
                f"Start as {user_name(owner)}, or choose another data directory.",
                code="embedded_not_ours",
            )


def _check_reachable(place: Place) -> None:
    closed = first_closed_folder(place.identity, place.root)
    if closed is not None:
        raise EmbeddedError(
            f"Started by root, the database runs as the user {place.identity.name}, who cannot "
            f"enter {closed}. Choose a data directory that this user can reach, such as "
            f"{FOR_ROOT}, or open the way (chmod o+x {closed}).",
            code="embedded_unreachable",
        )
