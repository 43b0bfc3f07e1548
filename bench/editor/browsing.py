"""Windows of a browser on the started platform, with what notes how they do."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.editor.documents import Json
from tests.browser.chromium import find_chromium
from tests.browser.site import Account, Site

_PROBE = Path(__file__).with_name("probe.js")
_SIZE = {"width": 1440, "height": 900}
_PATIENCE_MS = 120_000
_WELCOMED = "thaiyyal.editor.welcomed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was noted while something was done. Times in ms, those of the processor too."""

    long: list[float]
    shifts: list[float]
    events: list[dict[str, Any]]
    frames: list[float]
    cpu: float


@dataclass(frozen=True, slots=True)
class Window:
    """A window of somebody who is signed in. ``devtools``: the browser's own figures of it."""

    page: Page
    devtools: CDPSession
    site: Site
    account: Account

    def new_workflow(self, document: Json) -> str:
        """Publish a workflow; return its id."""
        given = {"name": f"Measured {uuid4().hex[:8]}", "document": document, "tags": []}
        made = self.site.ask("POST", "/workflows", given, by=self.account)
        return str(made["id"])

    def open(self, workflow: str) -> float:
        """Load the page of a workflow; return ms until its canvas is there and answers."""
        self.page.goto(f"/workflows/{workflow}", wait_until="commit")
        self.page.wait_for_function("() => window.bench?.ready")
        ready: float = self.page.evaluate("bench.ready")
        return ready

    def settle(self) -> None:
        """Wait until the page has nothing to do."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("new Promise((done) => requestIdleCallback(done, { timeout: 10_000 }))")

    def figures(self) -> Mapping[str, float]:
        """Return the browser's own figures; processor time in seconds."""
        found = self.devtools.send("Performance.getMetrics")["metrics"]
        return {figure["name"]: figure["value"] for figure in found}

    def seen_while(self, do: Callable[[], None]) -> Seen:
        """Do something; return what was noted meanwhile."""
        before = self.figures()["TaskDuration"]
        self.page.evaluate("bench.start()")
        do()
        noted = self.page.evaluate("bench.stop()")
        return Seen(**noted, cpu=(self.figures()["TaskDuration"] - before) * 1e3)


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Yield a Chromium without a screen."""
    with sync_playwright() as playwright:
        path = find_chromium(os.environ, playwright.chromium.executable_path)
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@contextmanager
def signed_in(browser: Browser, site: Site, account: Account) -> Iterator[Window]:
    """Yield a window of somebody for whom the editor is nothing new."""
    context = browser.new_context(base_url=site.url, viewport=_SIZE)  # type: ignore[arg-type]
    context.set_default_timeout(_PATIENCE_MS)
    context.add_init_script(path=_PROBE)
    context.add_init_script(f"localStorage.setItem({_WELCOMED!r}, 1)")
    page = context.new_page()
    given = {"email": account.email, "password": account.password, "cookie": True}
    page.context.request.post("/api/v1/auth/login", data=given)
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    yield Window(page, devtools, site, account)
    context.close()
