"""What every store of an execution's files has to do, whatever keeps them."""

import hashlib
from collections.abc import Awaitable, Callable
from random import Random

import pytest

from thaiyyal.sdk import StepError, StoredFile
from thaiyyal.sdk.files import Files, Incoming

FilesCheck = Callable[[Files], Awaitable[None]]
MOST_BYTES = 3_000_000
"""What a store under test takes of one file."""
PIECE = 65_536


def content(size: int, *, seed: int = 1) -> bytes:
    """Return bytes that look like nothing else."""
    return Random(seed).randbytes(size)  # noqa: S311 - samples, not secrets


async def save(files: Files, data: bytes, name: str = "a.bin", media: str = "a/b") -> StoredFile:
    """Save bytes as a network brings them."""
    incoming = files.receive()
    await pour(incoming, data)
    return await incoming.keep(name, media)


async def pour(incoming: Incoming, data: bytes) -> None:
    """Write bytes in pieces."""
    for start in range(0, len(data), PIECE):
        await incoming.write(data[start : start + PIECE])


async def whole(files: Files, sha256: str) -> bytes:
    """Return the content of a file; pieces are small."""
    pieces = [piece async for piece in files.read(sha256)]
    assert max(map(len, pieces), default=0) <= 1_048_576
    return b"".join(pieces)


async def check_content(files: Files) -> None:
    """What was written is read; sizes around those of pieces make no difference."""
    for size in (1, PIECE, 1_048_575, 1_048_576, 1_048_577, 2_500_000):
        data = content(size)
        file = await save(files, data, "report.pdf", "Application/PDF; version=1")
        digest = hashlib.sha256(data).hexdigest()
        assert file == StoredFile(digest, size, "report.pdf", "application/pdf")
        assert await files.find(digest) == file
        assert await whole(files, digest) == data


async def check_nothing(files: Files) -> None:
    """A file of no bytes is a file."""
    file = await save(files, b"")
    assert (file.size_bytes, await files.find(file.sha256)) == (0, file)
    assert await whole(files, file.sha256) == b""


async def check_same_content(files: Files) -> None:
    """The same content is the same file; it is found under its first name."""
    first = await save(files, content(100_000), "first.txt", "text/plain")
    second = await save(files, content(100_000), "second.txt", "text/csv")
    assert (second.sha256, second.name) == (first.sha256, "second.txt")
    assert await files.find(first.sha256) == first
    assert await whole(files, first.sha256) == content(100_000)


async def check_unfinished(files: Files) -> None:
    """Nobody sees a file that has not come in whole, nor one that was abandoned."""
    data = content(2_200_000)
    digest = hashlib.sha256(data).hexdigest()
    incoming = files.receive()
    await pour(incoming, data)
    assert await files.find(digest) is None
    await incoming.abandon()
    await incoming.abandon()
    with pytest.raises(StepError) as caught:
        await incoming.keep("late", "")
    assert caught.value.code == "file_lost"
    assert await files.find(digest) is None
    await check_unknown(files, digest)


async def check_kept_stays(files: Files) -> None:
    """Abandoning what was kept does nothing."""
    incoming = files.receive()
    await pour(incoming, b"kept")
    file = await incoming.keep("k", "")
    await incoming.abandon()
    assert await whole(files, file.sha256) == b"kept"


async def check_limit(files: Files) -> None:
    """A file of the limit is kept, one byte more is not, and leaves nothing."""
    assert (await save(files, content(MOST_BYTES))).size_bytes == MOST_BYTES
    data = content(MOST_BYTES + 1, seed=2)
    incoming = files.receive()
    with pytest.raises(StepError) as caught:
        await pour(incoming, data)
    await incoming.abandon()
    assert caught.value.code == "file_too_large"
    assert await files.find(hashlib.sha256(data).hexdigest()) is None


async def check_names(files: Files) -> None:
    """Names and types are made harmless."""
    evil = await save(files, b"evil", "../../etc/pass\x00wd\n\u202etxt.exe", "text/html\r\nx: y")
    assert (evil.name, evil.media_type) == ("passwdtxt.exe", "application/octet-stream")
    long = await save(files, b"long", "ä" * 500 + ".csv")
    assert len(long.name.encode()) <= 255
    assert long.name.endswith("ä.csv")


async def check_unknown(files: Files, digest: str = "0" * 64) -> None:
    """What is not there is unknown, also what is no digest."""
    for sha256 in (digest, "../x", "", "zz" * 32, "0" * 63, digest.upper() + "0"):
        assert await files.find(sha256) is None
        with pytest.raises(StepError) as caught:
            await whole(files, sha256)
        assert caught.value.code == "unknown_file"


async def check_side_by_side(files: Files) -> None:
    """Files that come in at the same time do not mix."""
    one, two = files.receive(), files.receive()
    for _ in range(20):
        await one.write(b"1" * PIECE)
        await two.write(b"2" * PIECE)
    kept = [await one.keep("one", ""), await two.keep("two", "")]
    found = [await whole(files, file.sha256) for file in kept]
    assert found == [b"1" * PIECE * 20, b"2" * PIECE * 20]


FILES_CHECKS: tuple[FilesCheck, ...] = (
    check_content,
    check_nothing,
    check_same_content,
    check_unfinished,
    check_kept_stays,
    check_limit,
    check_names,
    check_unknown,
    check_side_by_side,
)
