"""Two windows on one workflow, a slow network, and the ways back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.windows import Windows
from tests.browser.workbench import Workbench, opened, prepared

SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
DOCUMENT = {
    "nodes": [{"id": "words", "type": "text_input", "data": {"label": "Words", "text": "Hello"}}],
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


def type_over(bench: Workbench, text: str) -> None:
    bench.field("Text").click()
    bench.page.keyboard.press("ControlOrMeta+a")
    bench.page.keyboard.insert_text(text)


def kept(site: Site, team: Account, address: str) -> str:
    """Return the text that the server has in the draft."""
    draft = site.ask("GET", f"{address}/draft", by=team)
    text: str = draft["document"]["nodes"][0]["data"]["text"]
    return text


@pytest.fixture
def question(
    bench: Workbench, windows: Windows, site: Site, team: Account, address: str
) -> Locator:
    """What a window asks when another one has saved first."""
    other = windows.open(site.url)
    at_home(other, team)
    theirs = opened(other, address)
    theirs.select("Words")
    with other.expect_response("**/draft"):
        type_over(theirs, "Theirs")
    type_over(bench, "Mine")
    return bench.page.get_by_role("dialog", name="Two drafts of this workflow")


def test_a_conflict_shows_what_differs_and_theirs_can_be_taken(
    question: Locator, bench: Workbench, site: Site, team: Account, address: str
) -> None:
    question.get_by_role("button", name="See the differences").click()
    expect(question.get_by_role("list", name="Differences")).to_contain_text("Words")
    assert kept(site, team, address) == "Theirs"

    question.get_by_role("button", name="Take theirs").click()

    expect(bench.field("Text")).to_have_text("Theirs")
    bench.button(re.compile("^Undo")).click()
    expect(bench.field("Text")).to_have_text("Mine")


def test_in_a_conflict_mine_can_be_kept(
    question: Locator, bench: Workbench, site: Site, team: Account, address: str
) -> None:
    question.get_by_role("button", name=re.compile("^Keep mine")).click()

    bench.expect_saved()
    assert kept(site, team, address) == "Mine"


def test_in_a_conflict_mine_becomes_a_copy(
    question: Locator, bench: Workbench, site: Site, team: Account, address: str
) -> None:
    question.get_by_role("button", name="Save mine as a copy").click()

    expect(bench.field("Text")).to_have_text("Theirs")
    assert kept(site, team, address) == "Theirs"
    names = {found["name"] for found in site.ask("GET", "/workflows", by=team)["items"]}
    assert names == {"Greeting", "Greeting (my draft)"}


def test_on_a_slow_network_saves_keep_their_order_and_nothing_is_sent_twice(
    bench: Workbench, site: Site, team: Account, address: str
) -> None:
    page = bench.page
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(f"{asked.method} {asked.url.rpartition('/')[2]}"))
    for text in ("One", "Two", "Three"):
        type_over(bench, text)
        page.keyboard.press("ControlOrMeta+s")
    bench.expect_saved()
    assert kept(site, team, address) == "Three"

    bench.button("Publish").click()
    asked = page.get_by_role("dialog", name="Publish a new version")
    asked.get_by_role("button", name="Publish").dblclick()

    expect(page.get_by_text("Published as version 2.")).to_be_visible()
    assert sent.count("POST publish") == 1
    assert not [request for request in sent if request.startswith("POST refresh")]


def test_back_leads_from_a_panel_to_the_editor_to_the_list(
    page: Page, team: Account, address: str
) -> None:
    at_home(page, team)
    page.goto("/workflows")
    page.get_by_role("link", name="Greeting").first.click()
    bench = Workbench(page)
    panel = bench.open_panel("Versions")
    expect(page).to_have_url(re.compile("panel=versions"))

    page.go_back()
    expect(panel).to_have_count(0)
    expect(bench.card("Words")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("/workflows$"))
    expect(page.get_by_role("button", name="New workflow")).to_be_visible()


def test_a_link_to_an_execution_shows_it_after_a_reload_too(bench: Workbench) -> None:
    bench.run()
    bench.expect_ended("Succeeded")
    expect(bench.page).to_have_url(re.compile("execution="))

    bench.page.reload()

    bench.expect_ended("Succeeded")
    bench.select("Words")
    expect(bench.output).to_contain_text("Hello")
