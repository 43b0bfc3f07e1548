"""Every screen is of use to people who do not see it, or do not see it well, in light and dark."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import axe
from tests.browser.furniture import Furnished, wait_for_end
from tests.browser.screens import SCREENS, Screen, at_home, paint
from tests.browser.site import Site
from tests.browser.windows import Windows


@pytest.fixture(scope="module")
def ended(site: Site, furnished: Furnished) -> Furnished:
    """The tenant, when what was executed in it is over."""
    for name in furnished.executions:
        wait_for_end(site, furnished, name)
    return furnished


@pytest.fixture(scope="module")
def seats(lasting: Windows, site: Site, furnished: Furnished) -> dict[str, Page]:
    """Windows of somebody of each kind."""
    pages = {"stranger": lasting.open(site.url)}
    for who, account in (("member", furnished.owner), ("platform", site.owner)):
        pages[who] = lasting.open(site.url)
        at_home(pages[who], account)
    return pages


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_is_accessible(
    visited: Windows, seats: dict[str, Page], ended: Furnished, screen: Screen
) -> None:
    page = seats[screen.who]
    page.emulate_media(color_scheme="light")

    screen.show(page, ended)

    assert axe(page) == []
    paint(page, "dark")
    assert axe(page, "color-contrast") == []
