"""Parts of a workflow are run, outputs pinned, executions stopped, retried, looked at, compared."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.workbench import Workbench, opened, prepared

BROKEN = "input.price * input.amount"
NODES = [
    {
        "id": "order",
        "type": "json_input",
        "data": {"label": "Order", "value": {"price": 20, "quantity": 3}},
        "position": {"x": 0, "y": 0},
    },
    {
        "id": "total",
        "type": "expression",
        "data": {"label": "Total", "expression": "input.price * input.quantity"},
        "position": {"x": 320, "y": 0},
    },
    {
        "id": "words",
        "type": "expression",
        "data": {"label": "Words", "expression": "'Pay ' + input"},
        "position": {"x": 640, "y": 0},
    },
]
ORDER = {
    "nodes": NODES,
    "edges": [{"source": "order", "target": "total"}, {"source": "total", "target": "words"}],
}
HOUR = {"nodes": [{"id": "hour", "type": "delay", "data": {"duration": "1h"}}], "edges": []}


@pytest.fixture
def bench(page: Page, site: Site, team: Account) -> Workbench:
    at_home(page, team)
    bench = opened(page, prepared(site, team, "Order", ORDER))
    expect(bench.card("Words")).to_be_visible()
    return bench


def run(bench: Workbench) -> None:
    bench.run()
    bench.expect_ended("Succeeded")


def notice(bench: Workbench) -> Locator:
    """What opens when an execution has failed."""
    return bench.page.get_by_role("dialog", name=re.compile("^Failed"))


def history(bench: Workbench) -> Locator:
    bench.page.get_by_role("tab", name="Executions").click()
    latest = bench.page.get_by_role("list", name="Latest executions")
    return latest.get_by_role("button")


def test_a_run_to_a_node_leaves_what_comes_behind_it(bench: Workbench) -> None:
    bench.select("Total")
    bench.page.keyboard.press("Escape")
    bench.card("Total").click()

    bench.button("Other ways to run").click()
    bench.page.get_by_role("menuitem", name="Run to the selected node").click()

    bench.expect_ended("Succeeded")
    bench.expect_output("60")
    expect(bench.card("Total")).to_have_accessible_name(re.compile("succeeded"))
    expect(bench.card("Words")).not_to_have_accessible_name(re.compile("succeeded"))


def test_a_run_from_a_node_takes_what_came_before_it_from_the_last_run(bench: Workbench) -> None:
    run(bench)
    bench.select("Words")
    bench.write("Expression", "'Pay now: ' + input")

    bench.button("Other ways to run").click()
    bench.page.get_by_role("menuitem", name=re.compile("^Run from the selected node")).click()

    bench.expect_output("Pay now: 60")


def test_a_pinned_output_stands_for_the_node_until_it_is_taken_off(bench: Workbench) -> None:
    run(bench)
    bench.select("Total")
    bench.button("Pin the output").click()
    expect(bench.card("Total")).to_have_accessible_name(re.compile("pinned"))
    bench.write("Expression", BROKEN)
    run(bench)

    bench.button("Edit the pinned output").click()
    dialog = bench.page.get_by_role("dialog", name="Pinned output")
    dialog.get_by_role("textbox", name="Pinned output").click()
    bench.page.keyboard.press("ControlOrMeta+a")
    bench.page.keyboard.type("7")
    dialog.get_by_role("button", name="Pin", exact=True).click()
    run(bench)
    bench.select("Words")
    bench.expect_output("Pay 7")

    bench.select("Total")
    bench.button("Unpin the output").click()
    bench.run()
    bench.expect_ended("Failed")


def test_an_execution_is_stopped(page: Page, site: Site, team: Account) -> None:
    at_home(page, team)
    bench = opened(page, prepared(site, team, "Hour", HOUR))
    bench.run()

    bench.button("Stop").click()

    bench.expect_ended("Cancelled")


def test_what_failed_is_mended_and_goes_on_from_there(bench: Workbench) -> None:
    bench.select("Total")
    bench.write("Expression", BROKEN)
    bench.run()
    expect(notice(bench).get_by_role("button", name="Retry from there")).to_be_visible()
    notice(bench).get_by_role("button", name="Close").click()

    bench.write("Expression", "input.price * 2")
    bench.run_bar.get_by_role("button", name=re.compile("^Failed")).click()
    notice(bench).get_by_role("button", name="Run the changed workflow from there").click()

    bench.expect_ended("Succeeded")
    bench.expect_output("40")


def test_an_earlier_execution_is_shown_with_what_it_ran(bench: Workbench) -> None:
    run(bench)
    bench.select("Words")
    bench.write("Expression", "'Now: ' + input")
    run(bench)

    history(bench).nth(1).click()

    banner = bench.page.get_by_role("status").filter(has_text="as this execution ran it")
    expect(banner).to_be_visible()
    expect(bench.card("Words")).to_contain_text("'Pay '")
    banner.get_by_role("button", name="Back to editing").click()
    expect(bench.card("Words")).to_contain_text("'Now: '")


def test_two_executions_are_compared(bench: Workbench) -> None:
    run(bench)
    bench.select("Words")
    bench.write("Expression", "'Now: ' + input")
    run(bench)

    bench.results.get_by_role("tab", name="Compare").click()
    bench.results.get_by_role("combobox", name="Compare with").click()
    others = bench.page.get_by_role("listbox", name="Compare with")
    others.get_by_role("option").first.click()

    expect(bench.results.get_by_text("1 difference")).to_be_visible()
    expect(bench.results).to_contain_text("Pay 60")
    expect(bench.results).to_contain_text("Now: 60")


def test_a_path_is_copied_into_an_expression(bench: Workbench) -> None:
    bench.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    run(bench)
    bench.select("Order")
    bench.output.get_by_role("treeitem", name=re.compile("quantity")).click()
    bench.output.get_by_role("button", name="Copy path").click()

    bench.select("Words")
    bench.field("Expression").click()
    bench.page.keyboard.press("ControlOrMeta+a")
    bench.page.keyboard.press("ControlOrMeta+v")

    expect(bench.field("Expression")).to_have_text("node.order.quantity")
    result = bench.inspector.get_by_role("status", name="Result of Expression")
    expect(result).to_contain_text("3")
