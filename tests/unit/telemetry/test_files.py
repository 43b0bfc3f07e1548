"""A log file is private, begins anew when it is full, and may be shared."""

import logging
from pathlib import Path
from threading import Barrier, Thread

import pytest

from thaiyyal.telemetry import LogFileError
from thaiyyal.telemetry.files import LogFile


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("thaiyyal", logging.INFO, "", 0, text, None, None)


def write(file: LogFile, *texts: str) -> None:
    for text in texts:
        file.handle(record(text))
    file.close()


def test_a_log_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "log"

    write(LogFile(path, max_bytes=1_000, keep=1), "one")

    assert path.read_text() == "one\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_full_file_is_kept_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "log"

    write(LogFile(path, max_bytes=10, keep=2), "aaaaaa", "bbbbbb", "cccccc", "dddddd")

    contents = {
        file.name: file.read_text() for file in tmp_path.glob("log*") if file.suffix != ".lock"
    }
    assert contents == {"log": "dddddd\n", "log.1": "cccccc\n", "log.2": "bbbbbb\n"}


def test_without_files_to_keep_the_only_one_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "log"

    write(LogFile(path, max_bytes=10, keep=0), "aaaaaa", "bbbbbb")

    assert path.read_text() == "bbbbbb\n"


def test_a_file_that_was_moved_away_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "log"
    file = LogFile(path, max_bytes=1_000, keep=1)
    file.handle(record("one"))

    path.rename(tmp_path / "moved")
    write(file, "two")

    assert path.read_text() == "two\n"
    assert (tmp_path / "moved").read_text() == "one\n"


def test_who_comes_second_to_a_full_file_does_not_begin_another(tmp_path: Path) -> None:
    path = tmp_path / "log"
    first, second = (LogFile(path, max_bytes=10, keep=5) for _ in range(2))
    first.handle(record("aaaaaaaa"))

    first.doRollover()
    second.doRollover()
    write(first, "b")
    write(second, "c")

    assert path.read_text() == "b\nc\n"
    assert (tmp_path / "log.1").read_text() == "aaaaaaaa\n"
    assert not (tmp_path / "log.2").exists()


def test_several_writers_lose_no_line_when_the_file_is_full(tmp_path: Path) -> None:
    path = tmp_path / "log"
    writers, each = 4, 200
    start = Barrier(writers)

    def work(writer: int) -> None:
        file = LogFile(path, max_bytes=500, keep=1_000)
        start.wait()
        write(file, *(f"{writer}:{number}" for number in range(each)))

    threads = [Thread(target=work, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = [line for file in tmp_path.glob("log*") for line in file.read_text().splitlines()]
    assert sorted(found) == sorted(f"{w}:{n}" for w in range(writers) for n in range(each))
    assert len(list(tmp_path.glob("log.*"))) > 5


def test_a_place_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(LogFileError, match=r"choose another place with log\.file"):
        LogFile(tmp_path / "file" / "log", max_bytes=1_000, keep=1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    file = LogFile(Path("/dev/full"), max_bytes=1_000, keep=1)

    file.handle(record("one"))

    assert capsys.readouterr() == ("", "")
    with pytest.raises(OSError, match="No space left"):
        file.close()
