"""Disks that are full or cannot be written, starts that were cut off."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.embedded.conftest import Start
from tests.integration.embedded.test_start import execute, value
from thaiyyal.store.embedded import EmbeddedError

pytestmark = pytest.mark.usefixtures("root")


def works(*command: str) -> bool:
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - the system's own


@pytest.fixture
def disk(folder: Path) -> Iterator[Path]:
    """A disk of its own, 100 MB large."""
    disk = folder / "disk"
    disk.mkdir()
    if not works("mount", "-t", "tmpfs", "-o", "size=100m,mode=755", "thaiyyal", str(disk)):
        pytest.skip("no disks of our own here")
    yield disk
    assert works("umount", str(disk))


def fill(disk: Path, *, leave_mb: int) -> Path:
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - leave_mb * 2**20)
    return filler


@pytest.mark.parametrize("leave_mb", [0, 2, 40])
def test_a_full_disk_is_told_at_the_first_start_and_room_helps(
    disk: Path, start: Start, leave_mb: int
) -> None:
    filler = fill(disk, leave_mb=leave_mb)

    with pytest.raises(EmbeddedError) as raised:
        start(disk / "data")
    filler.unlink()

    assert raised.value.code == "embedded_no_space"
    assert str(disk) in raised.value.message
    assert value(start(disk / "data"), "SELECT 1") == 1


def test_a_full_disk_is_told_at_a_later_start(disk: Path, start: Start) -> None:
    server = start(disk / "data")
    execute(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    filler = fill(disk, leave_mb=0)

    with pytest.raises(EmbeddedError) as raised:
        start(disk / "data")
    filler.unlink()

    assert raised.value.code == "embedded_no_space"
    assert value(start(disk / "data"), "SELECT answer FROM kept") == 42


def test_a_disk_that_cannot_be_written_is_told(disk: Path, start: Start) -> None:
    start(disk / "data").stop()
    assert works("mount", "-o", "remount,ro", str(disk))

    with pytest.raises(EmbeddedError) as raised:
        start(disk / "data")

    assert raised.value.code == "embedded_unwritable"
    assert "Read-only file system" in raised.value.message


def test_a_first_start_that_was_cut_off_is_made_again(start: Start, folder: Path) -> None:
    start().stop()
    (folder / "postgres" / "data").rename(folder / "postgres" / "data.incoming")

    assert value(start(), "SELECT current_database()") == "thaiyyal"


def test_a_damaged_data_directory_is_told_with_the_reason(start: Start, folder: Path) -> None:
    start().stop()
    (folder / "postgres" / "data" / "global" / "pg_control").write_bytes(b"")

    with pytest.raises(EmbeddedError, match="pg_control") as raised:
        start()

    assert str(folder / "postgres") in raised.value.message
