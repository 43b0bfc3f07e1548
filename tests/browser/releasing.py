"""Chapters of a first workflow: versions, and who else may see it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.site import Account
from tests.browser.workbench import Workbench, opened

WAITING = {
    "nodes": [
        {
            "id": "payment",
            "type": "wait_signal",
            "data": {"label": "Payment", "name": "paid"},
            "position": {"x": 0, "y": 0},
        }
    ],
    "edges": [],
}


def publish(bench: Workbench, version: int, note: str) -> None:
    """Make a version of the draft."""
    bench.button("Publish").click()
    dialog = bench.page.get_by_role("dialog", name="Publish a new version")
    dialog.get_by_role("textbox", name="Note").fill(note)
    dialog.get_by_role("button", name="Publish").click()
    expect(bench.page.get_by_text(f"Published as version {version}.")).to_be_visible()


def compare(bench: Workbench, version: int, node: str, removed: str, added: str) -> None:
    """See what is new, as a picture, field by field, and as text."""
    panel = bench.open_panel("Versions")
    panel.get_by_role("button", name=f"What is new in version {version}").click()
    dialog = bench.page.get_by_role("dialog", name="Compare versions")
    expect(dialog.get_by_role("button", name=f"Go to {node}, changed")).to_be_visible()
    dialog.get_by_role("tab", name="Field by field").click()
    change = dialog.get_by_role("region", name=f"{node}, changed")
    expect(change).to_contain_text(removed)
    expect(change).to_contain_text(added)
    dialog.get_by_role("tab", name="JSON").click()
    text = dialog.get_by_role("region", name="JSON of both")
    expect(text).to_contain_text(removed)
    expect(text).to_contain_text(added)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def roll_back(bench: Workbench, to: int, becomes: int) -> None:
    """Publish an earlier version again."""
    panel = bench.page.get_by_role("dialog", name="Versions")
    panel.get_by_role("button", name=f"Roll back to version {to}").click()
    dialog = bench.page.get_by_role("dialog", name=f"Roll back to version {to}?")
    dialog.get_by_role("textbox", name="Note").fill("It was better before")
    dialog.get_by_role("button", name="Roll back").click()
    latest = panel.get_by_role("listitem", name=f"Version {becomes}")
    expect(latest).to_contain_text(f"Rolled back to {to}")
    expect(latest).to_contain_text("Latest")
    panel.get_by_role("button", name="Close").click()


def share_with(bench: Workbench, member: Account) -> None:
    """Make the workflow private, and let one member look at it."""
    panel = bench.open_panel("Sharing")
    panel.get_by_role("radio", name="Private").click()
    expect(bench.page.get_by_text("The workflow is private.")).to_be_visible()
    panel.get_by_role("combobox", name="Share with").fill(member.name)
    bench.page.get_by_role("option", name=re.compile(member.name)).click()
    expect(bench.page.get_by_text(f"Shared with {member.name}.")).to_be_visible()
    panel.get_by_role("button", name="Close").click()


def look_as_viewer(page: Page, address: str, node: str) -> Workbench:
    """A viewer finds it in the list, sees all of it, and is offered no way to change it."""
    page.goto("/workflows")
    page.locator(f"a[href='{address}']").click()
    bench = Workbench(page)
    expect(bench.card(node)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Read-only")).to_be_visible()
    expect(bench.palette).to_have_count(0)
    expect(bench.button("Publish")).to_have_count(0)
    bench.select(node)
    expect(bench.inspector.get_by_role("textbox", name="Name of the node")).not_to_be_editable()
    page.keyboard.press("a")
    page.keyboard.press("Delete")
    expect(bench.card(node)).to_be_visible()
    expect(page.get_by_role("combobox", name="Search node types")).to_have_count(0)
    return bench


def watch_live(bench: Workbench, page: Page, address: str) -> None:
    """What one window runs, another follows: it sees it wait, and end."""
    other = opened(page, address)
    expect(other.card("Payment")).to_be_visible()
    bench.run()
    other.button(re.compile("started an execution: follow")).click()
    expect(other.card("Payment")).to_have_accessible_name(re.compile("waiting"))
    expect(other.run_bar.get_by_role("button", name=re.compile("^Waiting"))).to_be_visible()

    notice = bench.page.get_by_role("dialog", name=re.compile("^Waiting"))
    expect(notice.get_by_role("textbox", name="Name of the signal")).to_have_value("paid")
    notice.get_by_role("button", name="Send signal").click()
    bench.expect_ended("Succeeded")
    expect(other.run_bar.get_by_role("button", name=re.compile("^Succeeded"))).to_be_visible()
    expect(other.card("Payment")).to_have_accessible_name(re.compile("succeeded"))
