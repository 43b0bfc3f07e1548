"""Windows of the browser: what goes wrong in them is collected, and kept when a test fails."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from tests.browser.site import Account

SignIn = Callable[[Page, Account], None]
"""Signs somebody in, in a window; the next page that opens there is theirs."""
SIZE = {"width": 1440, "height": 900}
PATIENCE_MS = 30_000
_IS_TRACED = bool(os.environ.get("THAIYYAL_BROWSER_TRACES"))
# A refusal of the API is an answer, which the browser reports all the same.
_REFUSAL = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@dataclass
class Problems:
    """Errors of the console, scripts and the content security policy, in all windows of a test."""

    found: list[str] = field(default_factory=list)
    _allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Expect what matches a regular expression."""
        self._allowed.append(pattern)

    def watch(self, page: Page) -> None:
        """Collect what goes wrong in a window."""
        page.on("console", self._heard)
        page.on("pageerror", self._raised)
        page.on("crash", lambda _: self.found.append("the page crashed"))

    @property
    def unexpected(self) -> list[str]:
        """What was not allowed."""
        return [text for text in self.found if not any(re.search(p, text) for p in self._allowed)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _REFUSAL.search(message.text):
            self.found.append(f"{message.text} ({message.location['url']})")

    def _raised(self, error: Error) -> None:
        self.found.append(error.stack or error.message)


@dataclass
class Windows:
    """The windows that a test has opened; each is somebody's own, with cookies of its own."""

    browser: Browser
    problems: Problems
    opened: list[Page] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """Open an empty window; addresses in it are relative to ``url``."""
        context = self.browser.new_context(
            base_url=url,
            viewport={"width": SIZE["width"], "height": SIZE["height"]},
            locale="en-GB",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        if _IS_TRACED:
            context.tracing.start(screenshots=True, snapshots=True)
        context.on("page", self._take)
        return context.new_page()

    def keep(self, folder: Path) -> None:
        """Write what every window shows, and how it came to it when that is traced."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.opened):
            with suppress(Error):  # a window that hangs has told why already
                page.screenshot(path=folder / f"{number}.png")
                (folder / f"{number}.html").write_text(page.content())
        for number, context in enumerate(self._contexts() if _IS_TRACED else ()):
            with suppress(Error):
                context.tracing.stop(path=folder / f"{number}.zip")

    def close(self) -> None:
        """Close them all."""
        for context in self._contexts():
            context.close()

    def _take(self, page: Page) -> None:
        self.problems.watch(page)
        self.opened.append(page)

    def _contexts(self) -> list[BrowserContext]:
        return list(dict.fromkeys(page.context for page in self.opened))


@contextmanager
def windows_of(browser: Browser) -> Iterator[Windows]:
    """Yield a test's windows, and close them afterwards."""
    windows = Windows(browser, Problems())
    try:
        yield windows
    finally:
        windows.close()
