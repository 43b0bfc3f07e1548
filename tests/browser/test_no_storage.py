"""Browsers that keep nothing: people work and save as ever, and are told what could be lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Account, Site
from tests.browser.windows import Problems, SignIn
from tests.browser.workbench import Workbench, opened, prepared

WELCOMED = "try { localStorage.setItem('thaiyyal.editor.welcomed', 'x') } catch { }"
WITHOUT_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });"
REFUSED = "throw new DOMException('refused', 'SecurityError')"
FULL = "throw new DOMException('full', 'QuotaExceededError')"
DATABASES = {
    "absent": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "refused": f"IDBFactory.prototype.open = () => {{ {REFUSED} }}",
    "broken": """IDBFactory.prototype.open = () => {
  const asked = { error: new DOMException("broken", "UnknownError") };
  queueMicrotask(() => asked.onerror?.());
  return asked;
}""",
}
STORAGES = {
    "refused": f"""for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {{ get() {{ {REFUSED} }} }})""",
    "full": f"Storage.prototype.setItem = () => {{ {FULL} }}",
}
MORE = [how for how in DATABASES if how != "absent"]
SOAK = pytest.mark.soak
SAVE = "**/api/v1/workflows/*/draft"
DOCUMENT = {
    "nodes": [{"id": "words", "type": "text_input", "data": {"label": "Words", "text": "Hello"}}],
    "edges": [],
}


Browser = Callable[[str], Workbench]


@pytest.fixture
def in_browser(page: Page, site: Site, team: Account, sign_in: SignIn) -> Browser:
    """Open a workflow in a browser that a script has changed."""

    def opened_in(script: str) -> Workbench:
        page.context.add_init_script(f"{WELCOMED};\n{script}")
        sign_in(page, team)
        bench = opened(page, prepared(site, team, "Greeting", DOCUMENT))
        bench.select("Words")
        return bench

    return opened_in


def type_over(bench: Workbench, text: str) -> None:
    bench.field("Text").click()
    bench.page.keyboard.press("ControlOrMeta+a")
    bench.page.keyboard.insert_text(text)


def status(bench: Workbench, text: str) -> Locator:
    return bench.page.get_by_role("status").filter(has_text=text)


@pytest.mark.parametrize("how", ["absent", *(pytest.param(h, marks=SOAK) for h in MORE)])
def test_without_a_database_one_saves_and_is_told(
    in_browser: Browser, problems: Problems, how: str
) -> None:
    problems.allow("net::ERR_FAILED")
    bench = in_browser(DATABASES[how])

    type_over(bench, "Saved")

    bench.expect_saved()
    expect(status(bench, "This browser keeps no drafts")).to_be_visible()
    bench.page.route(SAVE, lambda route: route.abort())
    type_over(bench, "Not saved")
    expect(status(bench, "Offline: not kept")).to_be_visible()


@pytest.mark.parametrize(
    "locks",
    [pytest.param("", id="locks", marks=SOAK), pytest.param(WITHOUT_LOCKS, id="no-locks")],
)
@pytest.mark.parametrize("how", STORAGES)
def test_without_storage_one_saves(in_browser: Browser, how: str, locks: str) -> None:
    bench = in_browser(f"{STORAGES[how]};\n{locks}")

    type_over(bench, "Saved")

    bench.expect_saved()
