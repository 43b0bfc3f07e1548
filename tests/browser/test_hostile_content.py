"""What people and workflows write is shown as text: nothing of it runs, loads or leads away."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Error, Frame, Page, Request, expect

from tests.browser.furniture import Furnished
from tests.browser.hostile import IDS, MARKUP, OUTPUTS, SHORT, drawn, plant
from tests.browser.screens import LISTS, Screen, at_home, settle
from tests.browser.site import Account, Site
from tests.browser.windows import Problems, Windows

SCREENS = [screen for screen in LISTS if screen.name != "second-factor"]
# A refused part of a page in the sandbox is reported by the browser; there it has to be.
REFUSED_IN_SANDBOX = r"sandbox\.html|default-src 'none'|about:srcdoc|Blocked script"
TAKEN = "() => self.taken !== undefined || 'taken' in Object.prototype || 'polluted' in {}"


@dataclass
class Harm:
    """What must not happen in a window."""

    origin: str
    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.context.on("response", lambda response: self._asked(response.request))
        page.context.on("requestfailed", self._failed)
        page.context.on("dialog", self._dialog)

    def look(self, page: Page) -> None:
        """Look at all frames, and fail when something has happened."""
        taken = [frame.url for frame in page.frames if _is_taken(frame)]
        found, self.found = self.found, []
        assert found + taken == []
        assert page.url.startswith(self.origin)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.found.append(f"{request.method} {request.url} {request.failure}")

    def _failed(self, request: Request) -> None:
        """What the policy refused was never sent; what failed otherwise had been let through."""
        if not re.search("csp|^origin$", request.failure or "", re.IGNORECASE):
            self._asked(request)

    def _dialog(self, dialog: Dialog) -> None:
        self.found.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def _is_taken(frame: Frame) -> bool:
    try:
        return bool(frame.evaluate(TAKEN))
    except Error as error:
        if "context was destroyed" in error.message:
            return _is_taken(frame)  # it has just gone to another page
        if not frame.is_detached():
            raise
        return False  # of a view that was left meanwhile


@pytest.fixture(scope="module")
def planted(site: Site) -> Furnished:
    return plant(site)


@pytest.fixture(scope="module")
def harm(site: Site) -> Harm:
    return Harm(site.url)


@pytest.fixture(scope="module")
def desk(lasting: Windows, site: Site, planted: Furnished, harm: Harm) -> Page:
    page = lasting.open(site.url)
    harm.watch(page)
    at_home(page, planted.owner)
    return page


@pytest.fixture
def page(visited: Windows, desk: Page) -> Page:
    return desk


@pytest.fixture
def problems(visited: Windows) -> Problems:
    return visited.problems


def _result_of(page: Page, planted: Furnished, name: str) -> None:
    page.goto(f"/workflows/{planted.workflows[name]}?execution={planted.executions[name]}")
    settle(page)
    page.locator(".react-flow__node").first.click()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_of_hostile_texts(
    page: Page, planted: Furnished, harm: Harm, screen: Screen
) -> None:
    screen.show(page, planted)

    harm.look(page)


def test_hostile_names_are_read_as_they_were_written(page: Page, planted: Furnished) -> None:
    page.goto("/workflows")

    expect(page.get_by_text(f"Page {MARKUP}").first).to_be_visible()
    expect(page.locator("img, script:not([src])")).to_have_count(0)


@pytest.mark.parametrize("name", [*OUTPUTS, "Failing", "Asking"])
def test_a_hostile_result(
    page: Page, planted: Furnished, harm: Harm, problems: Problems, name: str
) -> None:
    problems.allow(REFUSED_IN_SANDBOX)
    _result_of(page, planted, name)
    pane = page.get_by_role("region", name="Output").first

    expect(pane).to_be_visible()
    for view in pane.get_by_role("radio").all():
        view.evaluate("radio => radio.click()")
        harm.look(page)

    harm.look(page)


@pytest.mark.parametrize("name", ["Page", "Failing", "Asking"])
def test_a_hostile_execution(page: Page, planted: Furnished, harm: Harm, name: str) -> None:
    page.goto(f"/executions/{planted.executions[name]}")
    settle(page)

    harm.look(page)


def test_a_hostile_page_leads_nowhere(
    page: Page, planted: Furnished, harm: Harm, problems: Problems
) -> None:
    problems.allow(REFUSED_IN_SANDBOX)
    problems.allow("frame-src|default-src|Unsafe attempt|sandboxed|Download is disallowed")
    for link in ("Top", "New", "Script", "File", "Here"):
        _result_of(page, planted, "Page")
        frame = page.frame_locator("iframe").first
        expect(frame.get_by_role("heading", name="A report")).to_be_visible()
        frame.get_by_role("link", name=link).click()
        harm.look(page)
        assert len(page.context.pages) == 1


def test_links_of_markdown_lead_to_the_web_and_to_mail_only(page: Page, planted: Furnished) -> None:
    _result_of(page, planted, "Markdown")
    article = page.get_by_role("article").first

    expect(article).to_be_visible()
    links = [
        (one.get_attribute("href"), one.get_attribute("rel"))
        for one in article.get_by_role("link").all()
    ]
    assert {href for href, _ in links} == {
        "https://elsewhere.example/pixel.png",
        "https://good.example/page",
        "mailto:ada@example.com",
    }
    assert {rel for _, rel in links} == {"noopener noreferrer nofollow"}


def test_a_hostile_document_is_drawn(page: Page, planted: Furnished, harm: Harm) -> None:
    page.goto(f"/workflows/{planted.workflows['Drawn']}")
    settle(page)
    nodes = page.locator(".react-flow__node")

    expect(page.get_by_text(re.compile(rf"^0 {re.escape(MARKUP)}")).first).to_be_visible()
    for name in (*IDS, "choose"):
        nodes.locator(f"xpath=self::*[@data-id={json.dumps(name)}]").first.click(force=True)
        harm.look(page)


def test_a_hostile_file_is_imported(
    page: Page, planted: Furnished, harm: Harm, tmp_path: Path
) -> None:
    file = tmp_path / f"{SHORT}.json"
    document = drawn()
    document["nodes"].append({"id": "unknown", "type": "__proto__", "data": {SHORT: MARKUP}})
    text = json.dumps({**document, "name": SHORT, "constructor": {"prototype": {"polluted": 1}}})
    file.write_text(
        text.replace('"name"', '"__proto__": {"polluted": 1}, "name"', 1), encoding="utf-8"
    )
    page.goto("/workflows?dialog=import")
    settle(page)

    page.locator("input[type=file]").first.set_input_files(file)

    expect(page.get_by_role("dialog")).to_contain_text(SHORT)
    harm.look(page)


@pytest.mark.parametrize(
    "to",
    [
        "//elsewhere.example",
        "https://elsewhere.example",
        "/\\elsewhere.example",
        "javascript:self.taken=1",
        "/%09/elsewhere.example",
    ],
)
def test_signing_in_leads_to_no_other_site(
    windows: Windows, site: Site, team: Account, harm: Harm, to: str
) -> None:
    page = windows.open(site.url)
    harm.watch(page)
    page.goto("/sign-in")
    page.evaluate(
        "to => history.replaceState(null, '', `/sign-in?to=${encodeURIComponent(to)}`)", to
    )
    page.reload()

    page.get_by_label("E-mail address").fill(team.email)
    page.get_by_label("Password", exact=True).fill(team.password)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page).not_to_have_url(re.compile("/sign-in"))
    expect(page.get_by_role("heading").first).to_be_visible()
    harm.look(page)
