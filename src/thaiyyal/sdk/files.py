"""Files of an execution, as whoever writes and reads them sees them: in pieces, never whole."""

from collections.abc import AsyncIterator
from typing import Protocol

from thaiyyal.sdk.context import StoredFile
from thaiyyal.sdk.errors import StepError, Terminal


class Incoming(Protocol):
    """A file that is being written. Nobody sees it before ``keep`` has returned."""

    async def write(self, chunk: bytes) -> None:
        """Take the next piece.

        Raises:
            StepError: file_too_large, or quota_exceeded when the tenant has no storage left.
        """

    async def keep(self, name: str, media_type: str) -> StoredFile:
        """Make what was written a file of the execution; the same content again is the same file.

        The name is made safe. The first name that a content was kept under is the one it is listed
        with; the file returned has the name that was asked for.

        Raises:
            StepError: file_lost, also after ``abandon``.
        """

    async def abandon(self) -> None:
        """Forget what was written; after ``keep`` this does nothing."""


class Files(Protocol):
    """The files of one execution, by the SHA-256 of their content in hexadecimal digits."""

    def receive(self) -> Incoming:
        """Begin a file."""

    async def find(self, sha256: str) -> StoredFile | None:
        """Return a file, or None when the execution has none with this content."""

    def read(self, sha256: str) -> AsyncIterator[bytes]:
        """Yield a file's content in pieces of 1 MiB at most.

        Raises:
            StepError: unknown_file.
        """


class NoFiles:
    """For executions that leave nothing behind: they have no files, and get none."""

    def receive(self) -> Incoming:
        """Refuse."""
        raise Terminal(
            "files_not_kept",
            "an execution that leaves nothing behind keeps no files; execute the workflow so that "
            "it is recorded, or read the body as bytes",
        )

    async def find(self, sha256: str) -> StoredFile | None:
        """Find none."""
        return None

    def read(self, sha256: str) -> AsyncIterator[bytes]:
        """Refuse."""
        raise unknown_file(sha256)


def unknown_file(name: str) -> Terminal:
    """Return the error for a file that the execution does not have."""
    return Terminal(
        "unknown_file",
        f'the execution has no file "{name[:80]}"; a file belongs to the execution that downloaded '
        "it, and a workflow that is called gets only what describes it",
    )


def file_lost() -> StepError:
    """Return the error for a file that cannot be kept any more."""
    return StepError(
        "file_lost",
        "the file could not be kept: it came in too slowly, or another process goes on with the "
        "execution; try again",
    )


def file_too_large(most_bytes: int) -> Terminal:
    """Return the error for a file above its limit."""
    return Terminal(
        "file_too_large",
        f"the file is larger than {most_bytes:,} bytes, which is the limit; nothing of it was kept",
    )
