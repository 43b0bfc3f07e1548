"""Several tabs of one browser share a session: none of them ends it for the others by mistake."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import time

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.screens import at_home
from tests.browser.site import Account, Site, started_site
from tests.browser.windows import Problems
from tests.browser.workbench import Workbench, opened, prepared
from thaiyyal.testing.postgres import temporary_folder

TOKEN_S = 3
SAVE = "**/api/v1/workflows/*/draft"
WITHOUT_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"
DOCUMENT = {
    "nodes": [{"id": "words", "type": "text_input", "data": {"label": "Words", "text": "Hello"}}],
    "edges": [],
}


@dataclass
class Refreshes:
    """What the server answered to the tabs that asked for the next access token."""

    statuses: list[int] = field(default_factory=list)
    last_at: float = 0

    def watch(self, page: Page) -> None:
        page.context.on("response", self._note)

    def wait_for_expiry(self, page: Page) -> None:
        """Wait until no tab has an access token that is still valid."""
        until = (self.last_at + TOKEN_S + 1) * 1000
        page.wait_for_function("until => Date.now() > until", arg=until)

    def _note(self, response: Response) -> None:
        if response.url.endswith("/auth/refresh"):
            self.statuses.append(response.status)
            self.last_at = time()


@pytest.fixture(scope="module")
def site(built: None) -> Iterator[Site]:
    """A platform whose access tokens are soon over."""
    settings = {"AUTH__ACCESS_TOKEN_S": str(TOKEN_S)}
    with temporary_folder() as folder, started_site(folder, **settings) as site:
        yield site


@pytest.fixture
def team(site: Site) -> Account:
    assert site.owner.email
    return site.new_team()


@dataclass
class Tabs:
    """Three tabs of one browser."""

    editor: Workbench
    executions: Page
    members: Page

    @property
    def pages(self) -> list[Page]:
        return [self.editor.page, self.executions, self.members]


def open_tabs(page: Page, site: Site, team: Account) -> Tabs:
    address = prepared(site, team, "Greeting", DOCUMENT)
    at_home(page, team)
    executions, members = page.context.new_page(), page.context.new_page()
    executions.goto("/executions")
    members.goto("/members")
    bench = opened(page, address)
    bench.select("Words")
    for tab in (executions, members):
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
    return Tabs(bench, executions, members)


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()


def type_over(bench: Workbench, text: str) -> None:
    bench.field("Text").click()
    bench.page.keyboard.press("ControlOrMeta+a")
    bench.page.keyboard.insert_text(text)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("", id="locks"),
        pytest.param(WITHOUT_LOCKS, id="no-locks", marks=pytest.mark.soak),
    ],
)
def test_all_tabs_go_on_when_the_access_token_is_over(
    page: Page, site: Site, team: Account, script: str
) -> None:
    page.context.add_init_script(script)
    refreshes = Refreshes()
    refreshes.watch(page)
    tabs = open_tabs(page, site, team)
    refreshes.wait_for_expiry(page)
    before = len(refreshes.statuses)

    type_over(tabs.editor, "Still here")
    go(tabs.executions, "Usage")
    go(tabs.members, "Audit log")

    expect(tabs.executions.get_by_role("heading", name="Usage", level=1)).to_be_visible()
    expect(tabs.members.get_by_role("cell").first).to_be_visible()
    tabs.editor.expect_saved()
    assert len(refreshes.statuses) >= before + 3
    assert set(refreshes.statuses) == {200}
    for tab in tabs.pages:
        expect(tab.get_by_role("dialog")).to_have_count(0)


@pytest.mark.soak
def test_signing_out_in_one_tab_signs_out_all_and_keeps_what_was_typed(
    page: Page, site: Site, team: Account, problems: Problems
) -> None:
    problems.allow("net::ERR_FAILED")
    tabs = open_tabs(page, site, team)
    page.route(SAVE, lambda route: route.abort())
    type_over(tabs.editor, "Not saved yet")
    offline = page.get_by_role("status").filter(has_text="Offline: kept in this browser")
    expect(offline).to_be_visible()
    address = page.url

    menu = tabs.members.get_by_role("navigation", name="Main")
    menu.get_by_role("button", name=team.name).click()
    tabs.members.get_by_role("menuitem", name="Sign out").click()

    for tab in tabs.pages:
        expect(tab).to_have_url(re.compile("/sign-in"))
        expect(tab.get_by_text("Not saved yet")).to_have_count(0)
    page.unroute(SAVE)
    at_home(page, team)
    again = opened(page, address)
    again.select("Words")
    expect(again.field("Text")).to_have_text("Not saved yet")
    again.expect_saved()
