"""Bodies with files in them: sizes from the store, content read piece by piece while it is sent."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from thaiyyal.sdk.context import BodyParts, Request, StoredFile
from thaiyyal.sdk.files import Files, file_too_large, unknown_file


async def with_known_files(request: Request, files: Files) -> Request:
    """Return ``request`` with the true size of each file in its body.

    Raises:
        StepError: unknown_file for one that the execution does not have, file_too_large when all
            together are more than a file may be.
    """
    if not isinstance(request.body, tuple):
        return request
    most = request.max_file_bytes
    parts = tuple([await _known(part, files) for part in request.body])
    if sum(part.size_bytes for part in parts if isinstance(part, StoredFile)) > most:
        raise file_too_large(most)
    return replace(request, body=parts)


def length_of(parts: BodyParts) -> int:
    """Return how many bytes a body has, for its Content-Length.

    >>> length_of((b"ab", StoredFile("", 40, "", ""), b"c"))
    43
    """
    return sum(len(part) if isinstance(part, bytes) else part.size_bytes for part in parts)


@dataclass(frozen=True, slots=True)
class BodyWithFiles:
    """A body to be sent, from its beginning each time that it is read."""

    parts: BodyParts
    files: Files

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body; of a file no more is held than one piece."""
        for part in self.parts:
            if isinstance(part, bytes):
                yield part
                continue
            async for piece in self.files.read(part.sha256):
                yield piece


async def _known(part: bytes | StoredFile, files: Files) -> bytes | StoredFile:
    if isinstance(part, bytes):
        return part
    found = await files.find(part.sha256)
    if found is None:
        raise unknown_file(part.name or part.sha256)
    return found
