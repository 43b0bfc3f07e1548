"""Chapters of a first workflow: what comes from outside, and what the log says of it all."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.workbench import Workbench

# Types are found from the data, and an edge says `condition` where it is a port now.
LEGACY = """{
  "nodes": [
    {"id": "age", "data": {"value": 25}},
    {"id": "adult", "data": {"condition": ">=18", "true_path": "yes"}},
    {"id": "shown", "data": {"mode": "json"}}
  ],
  "edges": [
    {"id": "e1", "source": "age", "target": "adult"},
    {"id": "e2", "source": "adult", "target": "shown", "condition": "true"}
  ]
}"""


def import_legacy_file(page: Page, folder: Path) -> Workbench:
    """A file of long ago is chosen from the disk, and opens as a workflow of today."""
    file = folder / "age-check.json"
    file.write_text(LEGACY, encoding="utf-8")
    page.get_by_role("button", name="New workflow").click()
    page.get_by_role("menuitem", name="Import a file").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(file)
    bench = Workbench(page)
    for card in ("Number", "If", "Show result"):
        expect(bench.card(card)).to_be_visible()
    expect(bench.edge("If", "Show result")).to_be_attached()
    expect(bench.button("No problems")).to_be_visible()
    return bench


def add_webhook(bench: Workbench) -> Locator:
    """Draw a webhook, publish it; return what its panel says of it."""
    _add_first(bench, "Webhook")
    bench.expect_saved()
    _publish(bench)
    webhook = bench.open_panel("Triggers").get_by_role("article", name=re.compile("^Webhook"))
    expect(webhook.get_by_text("Published", exact=True)).to_be_visible()
    return webhook


def call_webhook(bench: Workbench, webhook: Locator) -> None:
    """Send a request to the address that is shown, as any other program would."""
    address = webhook.get_by_role("textbox", name="Address", exact=True).inner_text()
    assert urlsplit(address).scheme == "http"
    answer = bench.page.request.post(address, data={"order": "A-17"})
    assert answer.ok, answer.text()
    bench.page.get_by_role("dialog", name="Triggers").get_by_role("button", name="Close").click()
    bench.page.get_by_role("tab", name="Executions").click()
    latest = bench.page.get_by_role("list", name="Latest executions").get_by_role("listitem").first
    expect(latest).to_contain_text("webhook")
    latest.get_by_role("button").click()
    bench.expect_ended("Succeeded")
    bench.page.get_by_role("tab", name="Inspector").click()
    bench.select("Webhook")
    bench.output.get_by_role("searchbox", name="Search in Output").fill("A-17")
    bench.expect_output("A-17")


def add_schedule(bench: Workbench) -> None:
    """Choose a timetable; its next times are shown while it is chosen, and after publishing."""
    _add_first(bench, "Schedule")
    bench.inspector.get_by_role("button", name="Usual values for Timetable").click()
    bench.page.get_by_role("menuitem", name="Every day at 9:00").click()
    expect(bench.field("Timetable")).to_have_value("0 9 * * *")
    times = bench.inspector.get_by_role("region", name="Next times").get_by_role("listitem")
    expect(times).to_have_count(5)
    expect(times.first).to_contain_text("09:00")
    bench.expect_saved()
    _publish(bench)
    panel = bench.open_panel("Triggers")
    schedule = panel.get_by_role("article", name=re.compile("^Schedule"))
    expect(schedule.get_by_text("Active", exact=True)).to_be_visible()
    next_times = schedule.get_by_role("list", name="Next times").get_by_role("listitem")
    expect(next_times).to_have_count(5)
    expect(next_times.first).to_contain_text("09:00")
    panel.get_by_role("button", name="Close").click()


def read_the_log(page: Page, *done: str) -> None:
    """Everything that was done stands in the audit log, in words."""
    page.get_by_role("link", name="Audit log").click()
    entries = page.get_by_role("table")
    for text in done:
        expect(entries.get_by_role("rowheader", name=text, exact=True).first).to_be_visible()


def _add_first(bench: Workbench, node_type: str) -> None:
    bench.canvas.focus()
    bench.page.keyboard.press("a")
    bench.choose_type(node_type)
    expect(bench.card(node_type)).to_be_visible()


def _publish(bench: Workbench) -> None:
    bench.button("Publish").click()
    dialog = bench.page.get_by_role("dialog", name="Publish a new version")
    dialog.get_by_role("button", name="Publish").click()
    expect(bench.page.get_by_text(re.compile(r"Published as version \d"))).to_be_visible()
