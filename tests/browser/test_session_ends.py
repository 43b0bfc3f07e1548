"""The session ends while somebody works: they sign in over what they see, and nothing is lost."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.workbench import Workbench, opened, prepared

SAVE = "**/api/v1/workflows/*/draft"
PUBLISH = "**/api/v1/workflows/*/publish"
DOCUMENT = {
    "nodes": [
        {"id": "words", "type": "text_input", "data": {"label": "Words", "text": "Hello"}},
        {
            "id": "order",
            "type": "json_input",
            "data": {"label": "Order", "value": {"price": 1}},
            "position": {"x": 0, "y": 160},
        },
    ],
    "edges": [],
}


@pytest.fixture
def address(site: Site, team: Account) -> str:
    return prepared(site, team, "Greeting", DOCUMENT)


@pytest.fixture
def bench(page: Page, team: Account, address: str) -> Workbench:
    at_home(page, team)
    bench = opened(page, address)
    bench.select("Words")
    return bench


def end_at(page: Page, site: Site, team: Account, request: str) -> None:
    """Another client of the same person ends the session just before this window asks something."""

    def end(route: Route) -> None:
        page.context.clear_cookies()
        for found in site.ask("GET", "/me/sessions", by=team)["items"]:
            if not found["is_current"]:
                site.ask("DELETE", f"/me/sessions/{found['id']}", by=team)
        route.continue_()

    page.route(request, end, times=1)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Sign in again")


def sign_in_again(page: Page, team: Account) -> None:
    expect(dialog(page).get_by_role("textbox", name="E-mail address")).to_have_value(team.email)
    dialog(page).get_by_role("textbox", name="Password").fill(team.password)
    page.keyboard.press("Enter")
    expect(dialog(page)).to_have_count(0)


def type_over(bench: Workbench, field: str, text: str) -> None:
    """Type all of it at once, so that it is there before anything is asked."""
    bench.field(field).click()
    bench.page.keyboard.press("ControlOrMeta+a")
    bench.page.keyboard.insert_text(text)


def test_what_was_typed_is_saved_after_signing_in_again(
    bench: Workbench, site: Site, team: Account, address: str
) -> None:
    end_at(bench.page, site, team, SAVE)
    type_over(bench, "Text", "Typed in vain?")
    expect(dialog(bench.page)).to_be_visible()

    sign_in_again(bench.page, team)

    bench.expect_saved()
    expect(bench.field("Text")).to_have_text("Typed in vain?")
    draft = site.ask("GET", f"{address}/draft", by=team)
    assert draft["document"]["nodes"][0]["data"]["text"] == "Typed in vain?"


def test_what_is_half_typed_stays_in_its_field(bench: Workbench, site: Site, team: Account) -> None:
    bench.select("Order")
    type_over(bench, "Value", '{"price": 2, ')
    typed = bench.field("Value").inner_text()
    end_at(bench.page, site, team, SAVE)
    bench.inspector.get_by_role("textbox", name="Name of the node").fill("Order of today")
    expect(dialog(bench.page)).to_be_visible()

    sign_in_again(bench.page, team)

    bench.expect_saved()
    expect(bench.field("Value")).to_have_text(typed)


def test_the_note_of_a_version_is_still_there_and_is_published(
    bench: Workbench, site: Site, team: Account, address: str
) -> None:
    page = bench.page
    type_over(bench, "Text", "News")
    bench.expect_saved()
    bench.button("Publish").click()
    asked = page.get_by_role("dialog", name="Publish a new version")
    asked.get_by_role("textbox", name="Note").fill("What is new")
    end_at(page, site, team, PUBLISH)
    asked.get_by_role("button", name="Publish").click()
    expect(dialog(page)).to_be_visible()

    sign_in_again(page, team)

    expect(asked.get_by_role("textbox", name="Note")).to_have_value("What is new")
    asked.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published as version 2.")).to_be_visible()
    assert site.ask("GET", address, by=team)["version"] == 2


def test_somebody_else_does_not_see_what_was_typed_and_its_author_does(
    bench: Workbench, site: Site, team: Account, address: str
) -> None:
    page = bench.page
    end_at(page, site, team, SAVE)
    type_over(bench, "Text", "Mine alone")
    expect(dialog(page)).to_be_visible()

    dialog(page).get_by_role("button", name="Sign in as somebody else").click()

    expect(page).to_have_url(re.compile("/sign-in"))
    expect(page.get_by_text("Mine alone")).to_have_count(0)
    at_home(page, team)
    again = opened(page, address)
    again.select("Words")
    expect(again.field("Text")).to_have_text("Mine alone")
