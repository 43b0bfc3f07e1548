"""Which browser the tests take."""

from pathlib import Path

import pytest

from tests.browser.chromium import NoChromium, find_chromium


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    for name in ("named", "chromium", "downloaded"):
        (tmp_path / name).touch(mode=0o755)
    return tmp_path


def test_the_named_one_goes_before_that_of_the_system(programs: Path) -> None:
    environment = {"THAIYYAL_CHROMIUM": str(programs / "named"), "PATH": str(programs)}

    assert find_chromium(environment, "") == str(programs / "named")


def test_that_of_the_system_goes_before_a_downloaded_one(programs: Path) -> None:
    found = find_chromium({"PATH": str(programs)}, str(programs / "downloaded"))

    assert found == str(programs / "chromium")


def test_a_downloaded_one_is_taken_when_there_is_no_other(programs: Path) -> None:
    (programs / "chromium").unlink()

    found = find_chromium({"PATH": str(programs)}, str(programs / "downloaded"))

    assert found == str(programs / "downloaded")


@pytest.mark.parametrize("named", [{}, {"THAIYYAL_CHROMIUM": "/nowhere/chromium"}])
def test_without_one_it_says_how_to_get_one(tmp_path: Path, named: dict[str, str]) -> None:
    with pytest.raises(NoChromium, match="apt-get install chromium"):
        find_chromium({"PATH": str(tmp_path), **named}, str(tmp_path / "downloaded"))
