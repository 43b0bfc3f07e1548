"""Photograph every screen in light and dark, in two sizes: `python -m tests.browser.look FOLDER`.

Names after the folder choose screens: those whose names have one of them in theirs.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Error, Page, expect, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.furniture import Furnished, furnish, wait_for_end
from tests.browser.screens import SCREENS, Screen, at_home, paint
from tests.browser.site import Site, started_site
from tests.browser.windows import windows_of
from thaiyyal.testing.postgres import temporary_folder

SIZES = ((1440, 900), (1024, 768))
SCHEMES: Final = ("light", "dark")
_PATIENCE_MS = 15_000


def main(arguments: Sequence[str]) -> int:
    """Write the pictures; 1 when a screen could not be reached."""
    folder, names = Path(arguments[0]), arguments[1:]
    chosen = [screen for screen in SCREENS if not names or any(n in screen.name for n in names)]
    folder.mkdir(parents=True, exist_ok=True)
    with temporary_folder() as data, started_site(data) as site:
        made = furnish(site, site.owner)
        for name in ("Invoice totals", "Rows", "Failing", "Text"):
            wait_for_end(site, made, name)
        return take(site, made, chosen, folder)


def take(site: Site, made: Furnished, chosen: Sequence[Screen], folder: Path) -> int:
    """Photograph screens of a platform that runs."""
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        path = find_chromium(os.environ, playwright.chromium.executable_path)
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=as_root)
        with windows_of(browser) as windows:
            pages = {who: windows.open(site.url) for who in ("stranger", "member", "platform")}
            at_home(pages["member"], made.owner)
            at_home(pages["platform"], site.owner)
            missed = [
                screen.name
                for screen in chosen
                if not _taken(pages[screen.who], screen, made, folder)
            ]
            for text in (*(f"not reached: {name}" for name in missed), *windows.problems.found):
                sys.stderr.write(text + "\n")
    return 1 if missed else 0


def _taken(page: Page, screen: Screen, made: Furnished, folder: Path) -> bool:
    reached = [_reached(page, screen, made, size, folder) for size in SIZES]
    return all(reached)


def _reached(
    page: Page, screen: Screen, made: Furnished, size: tuple[int, int], folder: Path
) -> bool:
    """Show a screen anew: what has room may be another thing than what fits after a change."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    try:
        screen.show(page, made)
        reached = True
    except (Error, AssertionError):
        reached = False
    for scheme in SCHEMES:
        paint(page, scheme)
        page.screenshot(path=folder / f"{screen.name}-{size[0]}-{scheme}.png")
    return reached


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
