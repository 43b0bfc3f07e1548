"""Versions are published, compared, rolled back; others see what is shared, and what runs."""

import pytest
from playwright.sync_api import Page

from tests.browser import improving, releasing
from tests.browser.screens import WELCOMED
from tests.browser.site import Account, Refused, Site
from tests.browser.windows import SignIn, Windows
from tests.browser.workbench import opened, prepared

pytestmark = pytest.mark.soak  # test_first_workflow.py goes through all of it in a row


@pytest.fixture
def home(page: Page, team: Account, sign_in: SignIn) -> Page:
    page.add_init_script(f"({WELCOMED})()")
    sign_in(page, team)
    return page


@pytest.fixture
def viewer(site: Site, team: Account) -> Account:
    return site.new_member(team, "viewer", "Mary Somerville")


@pytest.fixture
def beside(windows: Windows, site: Site, viewer: Account, sign_in: SignIn) -> Page:
    """The window of the viewer."""
    page = windows.open(site.url)
    page.add_init_script(f"({WELCOMED})()")
    sign_in(page, viewer)
    return page


def test_a_version_is_published_compared_and_rolled_back(
    home: Page, site: Site, team: Account
) -> None:
    bench = opened(home, prepared(site, team, "Order totals", improving.DOCUMENT))
    bench.select("Total")
    bench.write("Expression", improving.GOOD)

    releasing.publish(bench, 2, "By quantity")
    releasing.compare(bench, 2, "Total", "input.price", improving.GOOD)
    releasing.roll_back(bench, 1, 3)


def test_a_viewer_sees_what_is_shared_and_cannot_change_it(
    home: Page, beside: Page, site: Site, team: Account, viewer: Account
) -> None:
    address = prepared(site, team, "Order totals", improving.DOCUMENT)

    releasing.share_with(opened(home, address), viewer)
    releasing.look_as_viewer(beside, address, "Total")

    for change in ("PUT", "DELETE"):
        with pytest.raises(Refused, match="403"):
            site.ask(change, address, {"name": "Mine"}, by=viewer)


def test_a_second_window_follows_an_execution(
    home: Page, beside: Page, site: Site, team: Account
) -> None:
    address = prepared(site, team, "Payments", releasing.WAITING)

    releasing.watch_live(opened(home, address), beside, address)
