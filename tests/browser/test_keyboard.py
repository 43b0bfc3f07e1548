"""Everything can be done without a mouse: the focus reaches every control, is seen, comes back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.focus import walk
from tests.browser.furniture import Furnished
from tests.browser.screens import SCREENS, at_home
from tests.browser.site import Site
from tests.browser.windows import Windows

WALKED = {
    *("sign-in", "workflows", "workflows-import", "executions", "approvals", "credentials"),
    *("members", "roles", "audit-log", "usage", "api-keys", "api-key-new", "settings", "account"),
    *("platform", "editor", "editor-results", "editor-executions", "editor-versions"),
    *("editor-sharing", "editor-triggers", "editor-publish"),
}


@pytest.fixture(scope="module")
def seats(lasting: Windows, site: Site, furnished: Furnished) -> dict[str, Page]:
    """Windows of somebody of each kind."""
    pages = {"stranger": lasting.open(site.url)}
    for who, account in (("member", furnished.owner), ("platform", site.owner)):
        pages[who] = lasting.open(site.url)
        at_home(pages[who], account)
    return pages


@pytest.fixture
def page(visited: Windows, seats: dict[str, Page]) -> Page:
    return seats["member"]


@pytest.fixture
def editor(page: Page, furnished: Furnished) -> Page:
    """The editor with a workflow of thirteen nodes, the keyboard on its canvas."""
    page.goto(f"/workflows/{furnished.workflows['Invoice totals']}")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    _canvas(page).focus()
    return page


def _canvas(page: Page) -> Locator:
    return page.get_by_role("application", name="Canvas")


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("name", sorted(WALKED))
def test_tab_reaches_every_control_and_shows_where_it_is(
    visited: Windows, seats: dict[str, Page], furnished: Furnished, name: str
) -> None:
    screen = next(screen for screen in SCREENS if screen.name == name)
    page = seats[screen.who]
    screen.show(page, furnished)

    found = walk(page)

    assert found.missed == []
    assert found.unseen == []
    assert found.stops


def test_the_way_past_the_navigation_comes_first(page: Page) -> None:
    page.goto("/workflows")
    expect(page.get_by_role("heading", name="Workflows")).to_be_visible()

    _press(page, "Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    _press(page, "Enter", "Tab")

    expect(page.get_by_role("button", name="New workflow")).to_be_focused()


def test_a_menu_is_walked_with_arrows_and_gives_the_focus_back(editor: Page) -> None:
    button = editor.get_by_role("button", name="More about this workflow")
    button.focus()

    _press(editor, "Enter")
    expect(editor.get_by_role("menuitem").first).to_be_focused()
    _press(editor, "ArrowDown")
    expect(editor.get_by_role("menuitem").nth(1)).to_be_focused()
    _press(editor, "Escape")

    expect(editor.get_by_role("menu")).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("address", "opener"),
    [("/api-keys", "New API key"), ("/credentials", "New credential"), ("/members", "Invite")],
)
def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Page, address: str, opener: str) -> None:
    page.goto(address)
    button = page.get_by_role("button", name=re.compile(f"^{opener}")).first
    button.focus()

    _press(page, "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(":focus")).to_have_count(1)
    _press(page, "Shift+Tab", "Shift+Tab")
    expect(dialog.locator(":focus")).to_have_count(1)
    _press(page, "Escape")

    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize("key", ["?", "Control+k", "a", "/"])
def test_what_a_shortcut_opens_escape_closes_and_the_canvas_has_the_keyboard_again(
    editor: Page, key: str
) -> None:
    _press(editor, key)
    expect(_canvas(editor)).not_to_be_focused()

    _press(editor, "Escape")

    expect(editor.get_by_role("dialog")).to_have_count(0)
    expect(_canvas(editor)).to_be_focused()


def test_the_canvas_is_walked_and_changed_with_keys(editor: Page) -> None:
    cards = editor.locator(".react-flow__node")
    _press(editor, "Alt+ArrowRight")
    expect(cards.and_(editor.locator(".selected"))).to_have_count(1)
    first = _canvas(editor).get_attribute("aria-activedescendant")

    _press(editor, "]")
    expect(_canvas(editor)).not_to_have_attribute("aria-activedescendant", first or "")
    _press(editor, "Delete")
    expect(cards).to_have_count(12)
    _press(editor, "Control+z")

    expect(cards).to_have_count(13)
    expect(editor.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
