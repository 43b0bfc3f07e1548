"""Who loads a page again before it has loaded stays signed in."""

from playwright.sync_api import Page, expect

from tests.browser.site import Account
from tests.browser.windows import SignIn


def test_pages_that_are_left_at_once_end_no_session(
    page: Page, team: Account, sign_in: SignIn
) -> None:
    sign_in(page, team)

    for address in ("/workflows", "/executions", "/members", "/workflows"):
        with page.expect_request("**/api/v1/auth/refresh"):
            page.goto(address, wait_until="commit")

    expect(page.get_by_role("heading", name="Workflows", exact=True, level=1)).to_be_visible()
