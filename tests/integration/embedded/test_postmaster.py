"""What is read of processes and of ``postmaster.pid``, also where the system has no ``/proc``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from thaiyyal.store.embedded.identity import Identity
from thaiyyal.store.embedded.postmaster import (
    Postmaster,
    _from_proc,
    _from_ps,
    _look_until_end,
    is_server,
    read_postmaster,
    wait_for_end,
)

ME = Identity(uid=os.geteuid(), gid=os.getegid(), name="me", switched=False)
WAITER = [sys.executable, "-c", "input()"]


def test_the_file_of_a_running_server_is_read(tmp_path: Path) -> None:
    lines = ("4711", "/data", "1700000000", "5432", "/run/it", "", "  123   456", "ready   ", "")
    (tmp_path / "postmaster.pid").write_text("\n".join(lines))

    assert read_postmaster(tmp_path) == Postmaster(
        pid=4711, data=Path("/data"), socket_dir=Path("/run/it"), status="ready"
    )


@pytest.mark.parametrize("text", ["", "4711\n/data\n", "no number\n" * 8])
def test_half_a_file_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "postmaster.pid").write_text(text)

    assert read_postmaster(tmp_path) is None


def test_a_process_that_is_no_postgresql_is_no_server(tmp_path: Path) -> None:
    assert not is_server(os.getpid(), identity=ME, data=tmp_path)


@pytest.mark.skipif(not Path("/bin/ps").exists(), reason="no ps on this machine")
def test_both_ways_to_look_at_a_process_see_the_same() -> None:
    with subprocess.Popen(WAITER, stdin=subprocess.PIPE) as process:  # noqa: S603 - a waiter
        seen, listed = _from_proc(process.pid), _from_ps(process.pid)
        process.kill()

    assert seen is not None
    assert listed is not None
    assert (seen.name, seen.uid) == (listed.name, listed.uid)


@pytest.mark.parametrize("wait", [wait_for_end, _look_until_end])
def test_waiting_for_a_process_ends_with_it_or_with_the_time(wait: object) -> None:
    assert callable(wait)
    with subprocess.Popen(WAITER, stdin=subprocess.PIPE) as process:  # noqa: S603 - a waiter
        alive = wait(process.pid, timeout_s=0)
        process.kill()

        assert alive is False
        assert wait(process.pid, timeout_s=None) is True
    assert wait(process.pid, timeout_s=0) is True
