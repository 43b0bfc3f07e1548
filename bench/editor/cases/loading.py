"""How much script a screen loads at first."""

from collections.abc import Iterator
from pathlib import Path

from bench.editor.browsing import Window
from bench.editor.scripts import SCREENS, largest, read_scripts
from bench.executions.figures import Figure

BUILT = Path(__file__).parents[3] / "frontend" / "dist"
MOST_KIB = 350
_FIRST = {"sign-in", "workflows"}


def loading(_: Window) -> Iterator[Figure]:
    """Yield the scripts of screens, gzipped; code editor, charts and layout come later."""
    scripts = read_scripts(BUILT)
    for screen, names in SCREENS.items():
        files = scripts.of(*names)
        facts = dict(largest(scripts, files)[:4])
        most = MOST_KIB if screen in _FIRST else None
        yield Figure(f"script of {screen}", scripts.kib(files), "KiB", most=most, facts=facts)
