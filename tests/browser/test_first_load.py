"""What a screen loads at first stays small; what only some need is fetched when they need it."""

import pytest

from bench.editor.cases.loading import BUILT, MOST_KIB
from bench.editor.scripts import SCREENS, Scripts, name_of, read_scripts

_HEAVY = ("code-mirror", "BarChart", "elk-worker", "chart-plot", "tidy")
"""The code editor, charts and the layout."""


@pytest.fixture(scope="module")
def scripts(built: None) -> Scripts:
    return read_scripts(BUILT)


@pytest.mark.parametrize("screen", ["sign-in", "workflows"])
def test_a_first_screen_loads_little_script(scripts: Scripts, screen: str) -> None:
    assert scripts.kib(scripts.of(*SCREENS[screen])) <= MOST_KIB


@pytest.mark.parametrize("screen", ["sign-in", "workflows"])
def test_a_first_screen_loads_no_editor(scripts: Scripts, screen: str) -> None:
    names = {name_of(file) for file in scripts.of(*SCREENS[screen])}

    assert names.isdisjoint({"editor-page", *_HEAVY})


def test_the_editor_opens_without_what_only_some_need(scripts: Scripts) -> None:
    names = {name_of(file) for file in scripts.of(*SCREENS["editor"])}

    assert names.isdisjoint(_HEAVY)


@pytest.mark.parametrize("name", _HEAVY)
def test_what_is_fetched_later_is_there(scripts: Scripts, name: str) -> None:
    assert name_of(scripts.named(name)) == name
