"""The files of a run without a server: in a directory, named by what is in them."""

import asyncio
import hashlib
import os
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import BinaryIO

from thaiyyal.sdk.context import StoredFile
from thaiyyal.sdk.errors import Terminal
from thaiyyal.sdk.file_names import safe_extension, safe_media_type, safe_name
from thaiyyal.sdk.files import file_lost, file_too_large, unknown_file

_CHUNK = 1_048_576
_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY


@dataclass(slots=True)
class DirectoryFiles:
    """Files of one run. Nothing in the directory is overwritten; no name becomes a path.

    What is downloaded is called by its SHA-256 and a plain extension; a file that is there
    already with this content is left as it is.
    """

    directory: Path
    most_bytes: int
    _known: dict[str, tuple[StoredFile, Path]] = field(default_factory=dict)

    def receive(self) -> "IncomingDirectoryFile":
        """Begin a file."""
        return IncomingDirectoryFile(self, self.directory / f".{secrets.token_hex(8)}.part")

    async def find(self, sha256: str) -> StoredFile | None:
        """Return a file by the digest of its content."""
        known = self._known.get(sha256)
        return None if known is None else known[0]

    async def read(self, sha256: str) -> AsyncIterator[bytes]:
        """Yield a file's content."""
        known = self._known.get(sha256)
        if known is None:
            raise unknown_file(sha256)
        with known[1].open("rb") as file:
            while piece := await asyncio.to_thread(file.read, _CHUNK):
                yield piece

    def keep(self, file: StoredFile, partial: Path) -> None:
        """Give a received file its name."""
        if file.sha256 in self._known:
            partial.unlink()
            return
        self._known[file.sha256] = (file, self._placed(file, partial))

    def _placed(self, file: StoredFile, partial: Path) -> Path:
        extension = safe_extension(file.name)
        for number in count():
            ending = f"-{number}{extension}" if number else extension
            place = self.directory / f"{file.sha256}{ending}"
            if _reserved(place):
                return partial.replace(place)
            if _digest_of(place) == file.sha256:
                partial.unlink()
                return place
        raise AssertionError("there is always a further number")


@dataclass(slots=True, eq=False)
class IncomingDirectoryFile:
    """One file that is being written, under a name that nobody looks for."""

    files: DirectoryFiles
    partial: Path
    _file: BinaryIO | None = None
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _size: int = 0
    _is_over: bool = False

    async def write(self, chunk: bytes) -> None:
        """Take the next piece."""
        self._size += len(chunk)
        if self._size > self.files.most_bytes:
            raise file_too_large(self.files.most_bytes)
        self._digest.update(chunk)
        await asyncio.to_thread(self._write, chunk)

    async def keep(self, name: str, media_type: str) -> StoredFile:
        """Make it a file of the run."""
        if self._is_over:
            raise file_lost()
        self._write(b"")
        self._close()
        file = StoredFile(
            self._digest.hexdigest(), self._size, safe_name(name), safe_media_type(media_type)
        )
        try:
            await asyncio.to_thread(self.files.keep, file, self.partial)
        except OSError as error:
            self.partial.unlink(missing_ok=True)
            raise self._unwritable(error) from error
        return file

    async def abandon(self) -> None:
        """Forget what was written."""
        if not self._is_over:
            self._close()
            self.partial.unlink(missing_ok=True)

    def _write(self, chunk: bytes) -> None:
        try:
            if self._file is None:
                self._file = os.fdopen(os.open(self.partial, _CREATE, 0o600), "wb")
            self._file.write(chunk)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> Terminal:
        message = f"cannot write the file into {self.files.directory}: {error.strerror}"
        return Terminal("file_lost", message)

    def _close(self) -> None:
        self._is_over = True
        if self._file is not None:
            self._file.close()


def _reserved(place: Path) -> bool:
    """Whether the place was free, and is ours now; a link in it is not followed."""
    try:
        os.close(os.open(place, _CREATE, 0o600))
    except FileExistsError:
        return False
    return True


def _digest_of(place: Path) -> str | None:
    """Return the digest of a plain file."""
    if place.is_symlink() or not place.is_file():
        return None
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
