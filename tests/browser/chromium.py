"""Finds the browser for the tests: the one that was named, the system's, or Playwright's own.

``python tests/browser/chromium.py`` prints its path, and fails when there is none.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright

VARIABLE = "THAIYYAL_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoChromium(Exception):
    """No browser was found; says how to get one."""

    def __init__(self) -> None:
        super().__init__(
            f"no Chromium was found: set {VARIABLE} to the path of one, or install it; on Debian "
            "apt-get install chromium, elsewhere python -m playwright install chromium"
        )


def find_chromium(environment: Mapping[str, str], downloaded: str) -> str:
    """Return the path of a Chromium; ``downloaded`` is where Playwright would keep its own.

    Raises:
        NoChromium: There is none, or the one that was named is not there.
    """
    named = environment.get(VARIABLE)
    names = (named,) if named else NAMES
    path = environment.get("PATH", os.defpath)
    found = next(filter(None, (shutil.which(name, path=path) for name in names)), None)
    if found is None and not named and Path(downloaded).is_file():
        found = downloaded
    if found is None:
        raise NoChromium
    return found


def main() -> int:
    """Print the path of the browser."""
    with sync_playwright() as playwright:
        downloaded = playwright.chromium.executable_path
    try:
        sys.stdout.write(find_chromium(os.environ, downloaded) + "\n")
    except NoChromium as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
