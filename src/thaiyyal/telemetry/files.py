"""A log file that begins anew when it is full; several processes may write to one."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from logging import LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

from thaiyyal.kernel.errors import Kind, ThaiyyalError

_PRIVATE = 0o600


class LogFileError(ThaiyyalError):
    """The log file cannot be written."""

    code = "log_file_unwritable"
    kind = Kind.UNAVAILABLE


class LogFile(RotatingFileHandler):
    """Appends lines and keeps ``keep`` full files beside the current one.

    Whoever finds the file full begins a new one, under a lock; the others notice and follow. So
    they do when another program moves the file away.
    """

    def __init__(self, path: Path, *, max_bytes: int, keep: int) -> None:
        self._lock_path = f"{path}.lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            super().__init__(path, maxBytes=max_bytes, backupCount=keep, encoding="utf-8")
        except OSError as error:
            raise LogFileError(
                f"the log file {path} cannot be written: {error.strerror}; choose another place "
                "with log.file, or make it writable"
            ) from error

    def shouldRollover(self, record: LogRecord) -> bool:  # noqa: N802 - the library's name
        """Whether the file is full; a file that was moved away is opened anew first."""
        if self._was_moved():
            self._reopen()
        return bool(super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802 - the library's name
        """Begin a new file, unless another process did it in the meantime."""
        full_size = self._size()
        with self._alone():
            if self._was_moved():
                self._reopen()
            elif self._size() >= full_size:
                self._begin_anew()

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 - the library's name
        """Lose the line: a full disk must not stop the work."""

    def _begin_anew(self) -> None:
        if self.backupCount:
            super().doRollover()
        else:
            with Path(self.baseFilename).open("r+b") as file:
                file.truncate(0)

    def _size(self) -> int:
        return os.fstat(self.stream.fileno()).st_size if self.stream is not None else 0

    def _was_moved(self) -> bool:
        if self.stream is None:
            return False
        try:
            there, ours = os.stat(self.baseFilename), os.fstat(self.stream.fileno())  # noqa: PTH116
        except OSError:
            return True
        return (there.st_dev, there.st_ino) != (ours.st_dev, ours.st_ino)

    def _reopen(self) -> None:
        if self.stream is not None:
            with suppress(OSError):
                self.stream.close()
        self.stream = self._open()

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=_opener)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        opened = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, _PRIVATE)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            yield
        finally:
            os.close(opened)


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags, _PRIVATE)
