"""Files of a run without a server, in a directory."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from thaiyyal.outbound.directory import DirectoryFiles
from thaiyyal.testing.files_contract import FILES_CHECKS, MOST_BYTES, FilesCheck, save, whole


@pytest.mark.parametrize("check", FILES_CHECKS, ids=lambda check: check.__name__)
def test_a_directory_does_what_a_store_of_files_does(check: FilesCheck, tmp_path: Path) -> None:
    asyncio.run(check(DirectoryFiles(tmp_path, MOST_BYTES)))  # type: ignore[arg-type]

    assert not list(tmp_path.glob(".*"))


def test_files_are_named_by_their_content_and_a_plain_extension(tmp_path: Path) -> None:
    files = DirectoryFiles(tmp_path, MOST_BYTES)

    for name in ("../../a.PDF", "b.p$x", "nothing"):
        asyncio.run(save(files, name.encode(), name))

    digests = [hashlib.sha256(name.encode()).hexdigest() for name in ("../../a.PDF", "b.p$x")]
    assert {path.name for path in tmp_path.iterdir()} >= {f"{digests[0]}.pdf", digests[1]}
    assert len(list(tmp_path.iterdir())) == 3


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"mine").hexdigest()
    there, elsewhere = tmp_path / f"{digest}.txt", tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    there.symlink_to(elsewhere)
    files = DirectoryFiles(tmp_path, MOST_BYTES)

    asyncio.run(save(files, b"mine", "a.txt"))

    assert elsewhere.read_bytes() == b"precious"
    assert (tmp_path / f"{digest}-1.txt").read_bytes() == b"mine"
    assert asyncio.run(whole(files, digest)) == b"mine"


def test_the_same_content_of_an_earlier_run_is_left_as_it_is(tmp_path: Path) -> None:
    for _ in range(2):
        asyncio.run(save(DirectoryFiles(tmp_path, MOST_BYTES), b"mine", "a.txt"))

    assert len(list(tmp_path.iterdir())) == 1


def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="cannot write the file") as caught:
        asyncio.run(save(DirectoryFiles(tmp_path / "missing", MOST_BYTES), b"x"))

    assert getattr(caught.value, "code", None) == "file_lost"
