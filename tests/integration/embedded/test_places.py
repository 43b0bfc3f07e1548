"""Where the data may lie, who must be able to reach it, and how long its path may be."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.integration.embedded.conftest import Start
from tests.integration.embedded.owners import as_user, owner_process
from tests.integration.embedded.test_owner import kill, value_when_back
from tests.integration.embedded.test_start import value
from thaiyyal.store.embedded import EmbeddedError, start_embedded
from thaiyyal.store.embedded.sockets import LONGEST_SOCKET

NOBODY = 65534
AWAY = ("unshare", "--mount", "--propagation", "private")
EMPTY_VAR_LIB = ("sh", "-c", 'mount -t tmpfs thaiyyal /var/lib && exec "$@"', "sh")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def failure(data_dir: Path) -> EmbeddedError:
    with pytest.raises(EmbeddedError) as raised:
        start_embedded(data_dir)
    return raised.value


def test_a_long_path_gets_a_short_socket_that_goes_with_the_server(
    start: Start, folder: Path
) -> None:
    server = start(folder / ("long" * 25) / "name")

    assert len(os.fsencode(server.socket_dir / ".s.PGSQL.5432")) <= LONGEST_SOCKET
    assert mode(server.socket_dir) == 0o700
    assert value(server, "SELECT 1") == 1
    server.stop()
    assert not server.socket_dir.exists()


def test_the_longest_path_that_fits_has_its_socket_inside(start: Start, folder: Path) -> None:
    rest = LONGEST_SOCKET - len(os.fsencode(folder / "x" / "postgres" / "run" / ".s.PGSQL.5432"))

    inside = start(folder / ("x" * (rest + 1)))
    outside = start(folder / ("x" * (rest + 2)))

    assert inside.socket_dir.is_relative_to(folder)
    assert not outside.socket_dir.is_relative_to(folder)


def test_a_killed_server_with_a_long_path_comes_back_behind_the_same_socket(
    start: Start, folder: Path
) -> None:
    server = start(folder / ("long" * 25))

    kill(server.pid)

    assert value_when_back(server, "SELECT 1") == 1


def test_a_short_folder_of_a_server_that_was_killed_with_its_owner_is_removed(
    start: Start, folder: Path
) -> None:
    with owner_process(folder / ("long" * 25)) as owner:
        owner.kill()
        kill(owner.server_pid)

        server = start(folder / ("long" * 25))

    names = sorted(server.socket_dir.parent.glob(server.socket_dir.name[:-8] + "*"))
    assert names == [server.socket_dir]
    assert server.conninfo_owner != owner.conninfo


def test_folders_that_were_there_keep_their_modes(start: Start, folder: Path) -> None:
    data_dir = folder / "kept"
    data_dir.mkdir()
    data_dir.chmod(0o755)

    start(data_dir)

    assert mode(data_dir) == 0o755
    assert data_dir.stat().st_uid == os.geteuid()


def test_missing_folders_are_made_whatever_the_umask_is(start: Start, folder: Path) -> None:
    before = os.umask(0o077)
    try:
        server = start(folder / "new" / "newer")
    finally:
        os.umask(before)

    assert value(server, "SELECT 1") == 1


def test_a_data_directory_that_is_a_file_is_told(folder: Path) -> None:
    (folder / "file").touch()

    error = failure(folder / "file")

    assert error.code == "embedded_unwritable"
    assert str(folder / "file") in error.message


@pytest.mark.usefixtures("root")
def test_the_server_does_not_run_as_root(start: Start) -> None:
    server = start()

    owner = Path(f"/proc/{server.pid}").stat().st_uid
    assert owner != 0
    assert server.socket_dir.stat().st_uid == owner


@pytest.mark.usefixtures("root")
def test_others_than_root_and_the_servers_user_are_kept_out(start: Start, folder: Path) -> None:
    server = start()
    stranger = 54321

    entered = as_user(stranger, lambda: os.access(server.socket_dir, os.X_OK))
    connected = as_user(stranger, lambda: os.access(server.socket_dir / ".s.PGSQL.5432", os.W_OK))

    assert (entered, connected) == (False, False)


@pytest.mark.usefixtures("root")
def test_a_folder_that_the_servers_user_cannot_enter_is_told(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    error = failure(closed / "data")

    assert error.code == "embedded_unreachable"
    assert f"cannot enter {closed}." in error.message
    assert mode(closed) == 0o700


@pytest.mark.usefixtures("root")
def test_data_that_belongs_to_somebody_else_is_told(folder: Path) -> None:
    (folder / "postgres").mkdir()
    os.chown(folder / "postgres", NOBODY, NOBODY)

    error = failure(folder)

    assert error.code == "embedded_not_ours"
    assert "belongs to the user nobody" in error.message


@pytest.mark.usefixtures("root")
def test_data_keeps_its_user_when_a_better_one_appears(start: Start, folder: Path) -> None:
    start().stop()
    data = folder / "postgres" / "data"
    for path in (data, *data.rglob("*"), folder / "postgres" / "run"):
        os.chown(path, NOBODY, NOBODY)

    server = start()

    assert Path(f"/proc/{server.pid}").stat().st_uid == NOBODY


@pytest.mark.usefixtures("root")
def test_root_keeps_data_in_var_lib_when_nobody_named_a_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = subprocess.run([*AWAY, *EMPTY_VAR_LIB, "true"], check=False)  # noqa: S603
    if tried.returncode:
        pytest.skip("no mounts of our own here")
    home = folder / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_DATA_HOME", str(home))

    with owner_process(home / "thaiyyal", before=(*AWAY, *EMPTY_VAR_LIB)) as owner:
        assert "host=/var/lib/thaiyyal/postgres/run" in owner.conninfo
        assert owner.end() == 0
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("root")
def test_a_user_who_is_not_root_runs_the_server_himself(folder: Path) -> None:
    os.chown(folder, NOBODY, NOBODY)

    def start_and_stop() -> list[object]:
        server = start_embedded(folder / "data")
        answer = [value(server, "SELECT 1"), Path(f"/proc/{server.pid}").stat().st_uid]
        answer += [mode(folder / "data"), mode(folder / "data" / "postgres")]
        server.stop()
        return answer

    assert as_user(NOBODY, start_and_stop) == [1, NOBODY, 0o700, 0o700]


@pytest.mark.usefixtures("root")
def test_a_user_who_may_not_write_there_is_told(folder: Path) -> None:
    folder.chmod(0o755)

    message = str(as_user(NOBODY, lambda: failure(folder / "data").message))

    assert "Permission denied" in message
    assert "writable for nobody" in message
