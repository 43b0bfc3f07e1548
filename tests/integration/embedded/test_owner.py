"""One owner per data directory; a server that lost its owner, or died, is not lost."""

import os
import signal
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.integration.embedded.conftest import Start
from tests.integration.embedded.owners import owner_process
from tests.integration.embedded.test_start import execute, value
from thaiyyal.store.embedded import EmbeddedInUse, EmbeddedServer
from thaiyyal.store.embedded.postmaster import wait_for_end


def test_a_server_whose_owner_was_killed_is_taken_over(start: Start, folder: Path) -> None:
    with owner_process(folder) as owner:
        owner.kill()

        server = start()

    assert server.pid == owner.server_pid
    assert server.conninfo_owner == owner.conninfo
    assert value(server, "SELECT 1") == 1


def test_a_server_that_was_taken_over_is_stopped_by_its_new_owner(
    start: Start, folder: Path
) -> None:
    with owner_process(folder) as owner:
        owner.kill()
        server = start()

        server.stop()

    assert wait_for_end(owner.server_pid, timeout_s=0)


def test_the_server_ends_with_the_process_that_started_it(folder: Path) -> None:
    with owner_process(folder) as owner:
        status = owner.end()

    assert status == 0
    assert wait_for_end(owner.server_pid, timeout_s=0)
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_a_second_owner_is_told_who_the_first_is(folder: Path) -> None:
    with owner_process(folder) as first, owner_process(folder) as second:
        assert second.said["code"] == "embedded_in_use"
        assert f"in use by the process {first.process.pid}." in str(second.said["message"])


def test_a_second_start_in_the_same_process_is_refused(start: Start) -> None:
    server = start()

    with pytest.raises(EmbeddedInUse, match=f"process {os.getpid()}"):
        start()
    assert value(server, "SELECT 1") == 1


def test_the_folder_is_free_again_after_a_stop(start: Start, folder: Path) -> None:
    start().stop()

    with owner_process(folder) as owner:
        assert "code" not in owner.said


def test_a_killed_server_is_started_again_behind_the_same_socket(start: Start) -> None:
    server = start()
    execute(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    started_at = value(server, "SELECT pg_postmaster_start_time()")

    kill(server.pid)

    assert value_when_back(server, "SELECT answer FROM kept") == 42
    assert value(server, "SELECT pg_postmaster_start_time()") != started_at


def test_a_server_that_was_taken_over_and_killed_is_started_again(
    start: Start, folder: Path
) -> None:
    with owner_process(folder) as owner:
        owner.kill()
        server = start()

        kill(owner.server_pid)

        assert value_when_back(server, "SELECT 1") == 1


def test_commits_survive_when_owner_and_server_are_killed(start: Start, folder: Path) -> None:
    with owner_process(folder) as owner:
        with psycopg.connect(owner.conninfo) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        owner.kill()
        kill(owner.server_pid)

        server = start()

    assert value(server, "SELECT answer FROM kept") == 42


def test_a_busy_connection_of_a_killed_server_does_not_hold_up_the_next(start: Start) -> None:
    server = start()
    busy = psycopg.connect(server.conninfo_owner, autocommit=True)
    busy.pgconn.send_query(b"DO $$ BEGIN LOOP END LOOP $$")

    kill(server.pid)

    assert value_when_back(server, "SELECT 1") == 1
    busy.close()


def test_the_number_of_a_dead_server_may_belong_to_another_process(
    start: Start, folder: Path
) -> None:
    start().stop()
    data = folder / "postgres" / "data"
    stranger = subprocess.Popen(["/bin/sleep", "600"], user=data.stat().st_uid)
    pid_file = data / "postmaster.pid"
    pid_file.write_text(
        f"{stranger.pid}\n{data}\n1\n5432\n{folder / 'postgres' / 'run'}\n\n0\nready\n"
    )
    os.chown(pid_file, data.stat().st_uid, data.stat().st_gid)

    try:
        server = start()

        assert value(server, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupt_in_the_terminal_does_not_reach_the_server(start: Start) -> None:
    server = start()

    assert os.getsid(server.pid) == server.pid


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_for_end(pid)


def value_when_back(server: EmbeddedServer, question: str) -> object:
    for _ in range(100_000):
        try:
            return value(server, question)
        except psycopg.OperationalError:
            continue
    raise AssertionError("the server did not come back")
