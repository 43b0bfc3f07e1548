"""Which PostgreSQL is used, and what is said when none fits."""

from pathlib import Path

import pytest

from tests.integration.embedded.conftest import Start
from thaiyyal.store.embedded import EmbeddedError, Installation, Options
from thaiyyal.store.embedded.binaries import choose_installation

OLD, NEW = Installation(Path("/old/bin"), major=15), Installation(Path("/new/bin"), major=17)
BUNDLED = Installation(Path("/bundled/bin"), major=18)


@pytest.mark.parametrize(
    ("major", "chosen"),
    [
        pytest.param(None, NEW, id="the newest installed one for new data"),
        pytest.param(15, OLD, id="the same version for old data"),
        pytest.param(18, BUNDLED, id="the bundled one if only that fits"),
    ],
)
def test_data_decides_which_version_is_used(major: int | None, chosen: Installation) -> None:
    assert choose_installation((NEW, OLD), (BUNDLED,), major=major) == chosen


def test_an_installed_one_goes_before_the_bundled_one() -> None:
    assert choose_installation((OLD,), (BUNDLED,), major=None) == OLD


def test_a_machine_without_any_is_told_what_to_install(start: Start) -> None:
    with pytest.raises(EmbeddedError, match="Install one") as raised:
        start(options=Options(installations=()))

    assert raised.value.code == "embedded_no_binaries"


def test_data_of_another_version_is_told_and_left_alone(
    start: Start,
    folder: Path,
    installed: tuple[Installation, ...],
    bundled: tuple[Installation, ...],
) -> None:
    old = installed[-1]
    start(options=Options(installations=(old,))).stop()
    others = tuple(one for one in bundled if one.major != old.major)

    with pytest.raises(EmbeddedError) as raised:
        start(options=Options(installations=others))

    assert raised.value.code == "embedded_wrong_version"
    assert f"PostgreSQL {old.major}" in raised.value.message
    assert f"found here: {others[0].major}" in raised.value.message
    assert start(options=Options(installations=(*others, old))).version == old.major


def test_a_folder_that_is_no_data_of_postgresql_is_told(start: Start, folder: Path) -> None:
    start().stop()
    (folder / "postgres" / "data" / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(EmbeddedError, match="not a data directory of PostgreSQL 15 or newer"):
        start()
