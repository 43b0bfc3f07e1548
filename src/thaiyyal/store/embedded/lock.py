"""One process per data directory: a file lock that ends with the process that holds it."""

import fcntl
import os
from dataclasses import dataclass, field
from pathlib import Path

from thaiyyal.store.embedded.errors import EmbeddedInUse
from thaiyyal.store.embedded.place import unwritable


@dataclass(slots=True)
class OwnerLock:
    """A held lock; releasing it twice does nothing."""

    path: Path
    _descriptor: int | None = field(repr=False)

    def release(self) -> None:
        """Let another process serve the data directory."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def take_lock(path: Path) -> OwnerLock:
    """Take the lock, or say which process holds it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = _holder(descriptor)
        os.close(descriptor)
        raise EmbeddedInUse(
            f"The database in {path.parent} is in use by {holder}. Stop that process first, or "
            "choose another data directory."
        ) from error
    lock = OwnerLock(path=path, _descriptor=descriptor)
    try:
        _write_holder(descriptor)
    except OSError as error:
        lock.release()
        raise unwritable(path, error) from error
    return lock


def _write_holder(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)


def _holder(descriptor: int) -> str:
    pid = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
    return f"the process {pid}" if pid.isdecimal() else "another process"
