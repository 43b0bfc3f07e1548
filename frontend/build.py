"""Build the editor into `frontend/dist` when its sources changed: `python frontend/build.py`.

Needs Node.js and npm only when there is something to build, so that a source distribution, which
brings the built files along, can be installed without them.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
BUILT, MODULES = FOLDER / "dist", FOLDER / "node_modules"
_LOCK = FOLDER / "package-lock.json"
_CATALOGUE = FOLDER.parent / "contracts" / "node-types.json"
_NO_SOURCES = {"dist", "node_modules", "coverage"}
_OLDEST_NODE = (20, 19)


class NotBuilt(Exception):
    """Why the editor cannot be built, and what to do."""


def main() -> int:
    """Build if there is a need; 1 when that fails."""
    try:
        build()
    except NotBuilt as problem:
        sys.stderr.write(f"editor: {problem}\n")
        return 1
    return 0


def build() -> None:
    """Bring the built files up to date with their sources."""
    wanted = _digest(_sources())
    if (BUILT / "index.html").is_file() and _stamp_of(BUILT) == wanted:
        return
    npm = _npm()
    locked = _digest([_LOCK])
    if _stamp_of(MODULES) != locked:
        _run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"])
        _write_stamp(MODULES, locked)
    sys.stderr.write("editor: building\n")
    _run([npm, "run", "build", "--silent"])
    _write_stamp(BUILT, wanted)


def _sources() -> Iterator[Path]:
    for folder, folders, names in os.walk(FOLDER):
        folders[:] = sorted(name for name in folders if name not in _NO_SOURCES)
        for name in sorted(names):
            if ".test." not in name and not name.endswith((".py", ".pyc")):
                yield Path(folder) / name
    if _CATALOGUE.is_file():
        yield _CATALOGUE


def _digest(paths: Sequence[Path] | Iterator[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        found.update(f"{os.path.relpath(path, FOLDER)}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _stamp_of(folder: Path) -> str:
    stamp = folder / ".built-from"
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""


def _write_stamp(folder: Path, digest: str) -> None:
    (folder / ".built-from").write_text(digest, encoding="utf-8")


def _npm() -> str:
    """Return npm, if it and a Node.js that is new enough are there."""
    node, npm = shutil.which("node"), shutil.which("npm")
    least = ".".join(map(str, _OLDEST_NODE))
    if node is None or npm is None:
        raise NotBuilt(f"node or npm was not found; install Node.js {least} or newer with npm")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    if version < _OLDEST_NODE:
        raise NotBuilt(f"Node.js {said.strip()} is too old; install {least} or newer")
    return npm


def _run(command: list[str]) -> None:
    """Run a command in silence; what it said is shown when it fails."""
    ended = subprocess.run(
        command,
        cwd=FOLDER,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        said = (ended.stdout + ended.stderr).strip()
        raise NotBuilt(f"`{' '.join(['npm', *command[1:]])}` failed:\n{said}")


if __name__ == "__main__":
    raise SystemExit(main())
