"""A browser, a running platform and windows on it.

What the windows of a failed test showed is kept in the folder that the failure names. With
THAIYYAL_BROWSER_TRACES set, so is how they came to it, which takes half as long again; such a trace
opens with `python -m playwright show-trace FILE`.
"""

import os
import re
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.furniture import Furnished, furnish
from tests.browser.site import Account, Site, started_site
from tests.browser.windows import PATIENCE_MS, Problems, SignIn, Windows, windows_of
from thaiyyal.testing.postgres import temporary_folder
from thaiyyal.web.editor_files import find_editor

_OPENED = pytest.StashKey[Windows]()
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
_KEPT = Path(os.environ.get("THAIYYAL_BROWSER_RESULTS", tempfile.gettempdir()), "thaiyyal-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        path = find_chromium(os.environ, playwright.chromium.executable_path)
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, *as_root])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built() -> None:
    """The editor is there."""
    if find_editor() is None:
        raise RuntimeError("the editor is not built; `make editor` builds it")


@pytest.fixture(scope="session")
def site(built: None) -> Iterator[Site]:
    """The platform of all tests of a process; it has an owner, and each test makes a tenant."""
    with temporary_folder() as folder, started_site(folder) as site:
        assert site.owner.email
        yield site


@pytest.fixture(scope="module")
def fresh_site(built: None) -> Iterator[Site]:
    """A platform that has no owner yet, for one file of tests."""
    with temporary_folder() as folder, started_site(folder) as site:
        yield site


@pytest.fixture
def windows(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Windows]:
    """Where a test opens more windows: those of other people."""
    with windows_of(browser) as windows:
        request.node.stash[_OPENED] = windows
        yield windows


@pytest.fixture(scope="module")
def lasting(browser: Browser) -> Iterator[Windows]:
    """Windows that the tests of a file go on with, one after the other."""
    with windows_of(browser) as windows:
        yield windows


@pytest.fixture
def visited(request: pytest.FixtureRequest, lasting: Windows) -> Windows:
    """The lasting windows, where this test is blamed for what goes wrong during it."""
    lasting.problems.found.clear()
    request.node.stash[_OPENED] = lasting
    return lasting


@pytest.fixture(scope="session")
def furnished(site: Site) -> Furnished:
    """A tenant that has something to show on every screen."""
    return furnish(site, site.new_team("Engines and looms"))


@pytest.fixture
def problems(windows: Windows) -> Problems:
    """What goes wrong in the windows; a test that expects something allows it."""
    return windows.problems


@pytest.fixture
def page(windows: Windows, site: Site) -> Page:
    """A window on the platform, of a stranger."""
    return windows.open(site.url)


@pytest.fixture
def team(site: Site) -> Account:
    """The owner of a new tenant."""
    return site.new_team()


@pytest.fixture
def sign_in() -> SignIn:
    """Sign somebody in, in a window, without the form; the next page that opens is theirs."""

    def signed_in(page: Page, account: Account) -> None:
        given = {"email": account.email, "password": account.password, "cookie": True}
        answer = page.context.request.post("/api/v1/auth/login", data=given)
        assert answer.ok, answer.text()

    return signed_in


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    windows = item.stash.get(_OPENED, None)
    if call.when == "call" and windows is not None:
        _judge(report, windows)
        if report.failed:
            folder = _KEPT / re.sub(r"[^\w.-]+", "-", item.nodeid)
            windows.keep(folder)
            report.sections.append(("browser", f"kept: {folder}"))
    return report


def _judge(report: pytest.TestReport, windows: Windows) -> None:
    """Fail a test that passed, when something went wrong in its windows."""
    unexpected = windows.problems.unexpected
    if report.passed and unexpected:
        report.outcome = "failed"
        report.longrepr = "\n".join(["in the browser:", *unexpected])
