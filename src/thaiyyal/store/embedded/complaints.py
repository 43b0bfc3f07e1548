"""From what PostgreSQL's programs complain about to an error that says what to do."""

import os
from collections.abc import Iterable
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.place import Place

SEVERE = ("FATAL:", "PANIC:", "ERROR:", "error:", "could not", "HINT:")
LONGEST_TAIL = 8192
LEAST_FREE_BYTES = 16 * 2**20  # a segment of the server's journal
MAKE_ROOM = "Make room on that disk and start again."
CAUSES = (
    ("Check free disk space", "embedded_no_space", MAKE_ROOM),
    ("No space left on device", "embedded_no_space", MAKE_ROOM),
    ("Disk quota exceeded", "embedded_no_space", "Make room within the quota and start again."),
    (
        "Read-only file system",
        "embedded_unwritable",
        "Mount it writable, or choose another data directory.",
    ),
    (
        "Permission denied",
        "embedded_unwritable",
        "Give it to the user of the server, or choose another data directory.",
    ),
    (
        "are incompatible with server",
        "embedded_wrong_version",
        "Install the version of PostgreSQL that wrote the data.",
    ),
    (
        "user does not exist",
        "embedded_failed",
        "PostgreSQL needs a user with a name: start as one that the machine knows.",
    ),
)


def explain(text: str, *, place: Place, doing: str) -> EmbeddedError:
    """Return the error for what a program of PostgreSQL printed before it gave up."""
    said = "; ".join(severe_lines(text)) or "it gave no reason"
    for sign, code, advice in CAUSES:
        if sign in text:
            return EmbeddedError(_sentence(place, doing, said=said, advice=advice), code=code)
    if free_bytes(place.root) < LEAST_FREE_BYTES:  # no room for a reason in the log either
        return EmbeddedError(
            _sentence(place, doing, said="its disk is full", advice=MAKE_ROOM),
            code="embedded_no_space",
        )
    advice = f"Its log is in {place.logs}."
    return EmbeddedError(_sentence(place, doing, said=said, advice=advice))


def free_bytes(folder: Path) -> int:
    """Return how much may still be written to the disk of ``folder``."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize


def severe_lines(text: str) -> list[str]:
    """Return the last few lines that tell why, without dates and process numbers."""
    lines = [_without_prefix(line) for line in text.splitlines() if _is_severe(line)]
    return list(dict.fromkeys(lines))[-4:]


def read_tails(files: Iterable[Path]) -> str:
    """Return the ends of log files; what cannot be read is left out."""
    return "\n".join(_tail(file) for file in files)


def _sentence(place: Place, doing: str, *, said: str, advice: str) -> str:
    return f"The database in {place.root} cannot be {doing}: {said.rstrip('.')}. {advice}"


def _is_severe(line: str) -> bool:
    return any(sign in line for sign in SEVERE)


def _without_prefix(line: str) -> str:
    starts = [line.find(sign) for sign in ("FATAL:", "PANIC:", "ERROR:", "HINT:") if sign in line]
    return " ".join(line[min(starts, default=0) :].split())


def _tail(file: Path) -> str:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return ""
    try:
        size = os.fstat(descriptor).st_size
        return os.pread(descriptor, LONGEST_TAIL, max(0, size - LONGEST_TAIL)).decode(
            errors="replace"
        )
    finally:
        os.close(descriptor)
