"""Chapters of a first workflow: run, inspect, break, mend, undo, come back later."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.workbench import Workbench

DOCUMENT = {
    "nodes": [
        {
            "id": "order",
            "type": "json_input",
            "data": {"label": "Order", "value": {"price": 20, "quantity": 3}},
            "position": {"x": 0, "y": 0},
        },
        {
            "id": "total",
            "type": "expression",
            "data": {"label": "Total", "expression": "input.price"},
            "position": {"x": 320, "y": 0},
        },
    ],
    "edges": [{"id": "e1", "source": "order", "target": "total"}],
}
GOOD, BROKEN = "input.price * input.quantity", "input.price * input.amount"


def configure_with_preview(bench: Workbench) -> None:
    """After a run the field shows what the expression gives, while it is typed."""
    bench.run()
    bench.expect_ended("Succeeded")
    bench.select("Total")
    bench.write("Expression", "input.")
    completions = bench.page.get_by_role("listbox", name="Completions")
    expect(completions.get_by_role("option", name=re.compile("quantity"))).to_be_visible()
    bench.write("Expression", GOOD)
    expect(_preview(bench)).to_contain_text("60")


def run_and_inspect(bench: Workbench) -> None:
    """Ctrl Enter runs, even from a field; results show what a node got and gave."""
    bench.page.keyboard.press("ControlOrMeta+Enter")
    bench.expect_output("60")
    bench.expect_ended("Succeeded")
    for name in ("Order", "Total"):
        expect(bench.card(name)).to_have_accessible_name(re.compile("succeeded"))
    given = bench.results.get_by_role("region", name="Input")
    expect(given).to_contain_text("price")
    expect(given).to_contain_text("Order")


def break_it(bench: Workbench) -> None:
    """A wrong expression fails at its node, which says what, where and what to do."""
    bench.select("Total")
    bench.write("Expression", BROKEN)
    expect(_preview(bench)).to_contain_text("A number is needed, not null")
    bench.run()
    bench.expect_ended("Failed")
    bench.canvas.press("Escape")


def read_the_error(bench: Workbench) -> None:
    """From the status to the node, to its field."""
    bench.run_bar.get_by_role("button", name=re.compile("^Failed")).click()
    notice = bench.page.get_by_role("dialog", name=re.compile("^Failed"))
    expect(notice).to_contain_text("Total: a number is needed, not null")
    notice.get_by_role("button", name="Go to node").click()
    expect(bench.card("Total")).to_have_accessible_name(re.compile("failed"))
    told = bench.inspector.get_by_role("region", name="Last run of the node")
    expect(told.get_by_role("alert")).to_contain_text("A number is needed, not null")
    expect(bench.output.get_by_role("alert")).to_contain_text("Look at its input")
    notice.get_by_role("button", name="Close").click()


def mend_it(bench: Workbench) -> None:
    """Put the expression right and run."""
    bench.write("Expression", GOOD)
    expect(_preview(bench)).to_contain_text("60")
    bench.run()
    bench.expect_ended("Succeeded")
    bench.expect_output("60")


def undo_and_redo(bench: Workbench) -> None:
    """By button and by key; what would be undone is said."""
    bench.canvas.focus()
    bench.button(re.compile("^Undo: change “Expression” of Total")).click()
    expect(bench.field("Expression")).to_have_text(BROKEN)
    bench.canvas.focus()
    bench.page.keyboard.press("ControlOrMeta+Shift+z")
    expect(bench.field("Expression")).to_have_text(GOOD)


def come_back_later(bench: Workbench) -> None:
    """After a reload all is there, and so is what can be undone."""
    bench.expect_saved()
    bench.page.reload()
    bench.select("Total")
    expect(bench.field("Expression")).to_have_text(GOOD)
    bench.button(re.compile("^Undo: change “Expression” of Total")).click()
    expect(bench.field("Expression")).to_have_text(BROKEN)
    bench.button(re.compile("^Redo: change “Expression” of Total")).click()
    expect(bench.field("Expression")).to_have_text(GOOD)
    bench.expect_saved()


def _preview(bench: Workbench) -> Locator:
    return bench.inspector.get_by_role("status", name="Result of Expression")
