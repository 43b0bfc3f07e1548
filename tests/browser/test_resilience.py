"""Nothing typed is lost: not by a server that is gone, a reload, or the end of a session."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.outage import Outage, site_with_outages
from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.windows import Problems, Windows
from tests.browser.workbench import Workbench, opened, prepared
from thaiyyal.testing.postgres import temporary_folder

LOST = r"net::ERR_|Failed to fetch|status of 50\d"
GREETING = {
    "nodes": [
        {"id": "hello", "type": "text_input", "data": {"label": "Words", "text": "Hello"}},
        {"id": "shout", "type": "expression", "data": {"expression": "input"}},
    ],
    "edges": [{"source": "hello", "target": "shout"}],
}


@pytest.fixture
def address(site: Site, team: Account) -> str:
    return prepared(site, team, "Greeting", GREETING)


@pytest.fixture
def bench(page: Page, team: Account, address: str) -> Workbench:
    at_home(page, team)
    bench = opened(page, address)
    bench.select("Words")
    return bench


@pytest.fixture
def outage(built: None) -> Iterator[Outage]:
    with temporary_folder() as folder, site_with_outages(folder) as outage:
        yield outage


def status(bench: Workbench) -> Any:
    """What is said about saving."""
    return bench.page.get_by_role("status").filter(
        has_text=re.compile("^(Saved|Saving|Offline|Signed out|Not saved)")
    )


def kept(site: Site, team: Account, address: str) -> Any:
    """Return the text that the server has in the draft."""
    workflow = address.rpartition("/")[2]
    draft = site.ask("GET", f"/workflows/{workflow}/draft", by=team)
    return draft["document"]["nodes"][0]["data"]["text"]


def test_work_goes_on_while_the_server_is_stopped_and_is_saved_when_it_is_back(
    outage: Outage, windows: Windows
) -> None:
    windows.problems.allow(LOST)
    site, page = outage.site, windows.open(outage.site.url)
    team = site.new_team()
    address = prepared(site, team, "Greeting", GREETING)
    at_home(page, team)
    bench = opened(page, address)
    bench.select("Words")
    banner = page.get_by_text("What you see may be old; what you type is kept here.")
    outage.begin()

    bench.write("Text", "While it was down")
    expect(status(bench)).to_contain_text("Offline: kept in this browser")
    expect(banner).to_be_visible()
    bench.write("Text", "While it was down, and more")
    outage.finish()

    expect(status(bench)).to_contain_text("Saved")
    expect(banner).to_have_count(0)
    expect(bench.field("Text")).to_have_text("While it was down, and more")
    assert kept(site, team, address) == "While it was down, and more"


def test_a_reload_without_a_network_keeps_everything(
    bench: Workbench, site: Site, team: Account, address: str, problems: Problems
) -> None:
    problems.allow(LOST)
    page = bench.page
    page.context.set_offline(True)
    bench.write("Text", "On the train")
    expect(status(bench)).to_contain_text("Offline: kept in this browser")
    bench.write("Text", "On the train, in a tunnel")
    page.goto("about:blank")
    page.context.set_offline(False)

    bench = opened(page, address)
    bench.select("Words")

    expect(bench.field("Text")).to_have_text("On the train, in a tunnel")
    bench.expect_saved()
    assert kept(site, team, address) == "On the train, in a tunnel"
    bench.button(re.compile("^Undo")).click()
    expect(bench.field("Text")).not_to_have_text("On the train, in a tunnel")


def test_when_the_network_is_back_everything_is_saved(
    bench: Workbench, site: Site, team: Account, address: str, problems: Problems
) -> None:
    problems.allow(LOST)
    bench.page.context.set_offline(True)
    bench.write("Text", "On the train")
    expect(status(bench)).to_contain_text("Offline: kept in this browser")

    bench.page.context.set_offline(False)

    bench.expect_saved()
    assert kept(site, team, address) == "On the train"


def test_a_reload_within_the_second_before_saving_loses_nothing(
    bench: Workbench, site: Site, team: Account, address: str
) -> None:
    bench.write("Text", "Not saved yet")

    bench.page.reload()

    expect(bench.canvas).to_be_visible()
    bench.select("Words")
    expect(bench.field("Text")).to_have_text("Not saved yet")
    bench.expect_saved()
    assert kept(site, team, address) == "Not saved yet"
    undo = bench.button(re.compile("^Undo"))
    while undo.is_enabled():
        undo.click()
    expect(bench.field("Text")).to_have_text("Hello")
