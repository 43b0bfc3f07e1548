"""Chapters of a first workflow: it is built, by mouse or by keyboard."""

import re

from playwright.sync_api import Page, expect

from tests.browser.workbench import Workbench

_NODES = 3
ORDER = '{"price": 20, "quantity": 3, "name": "Lamp"}'


def new_workflow_by_mouse(page: Page, name: str) -> Workbench:
    """From the list of workflows to an empty canvas."""
    page.get_by_role("button", name="New workflow").click()
    page.get_by_role("menuitem", name="Empty workflow").click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Create and open").click()
    bench = Workbench(page)
    expect(bench.canvas).to_be_visible()
    return bench


def build_by_mouse(bench: Workbench) -> None:
    """An order, two of its fields, their product, shown: every way of drawing once."""
    bench.drag_in("JSON", 130, 120)
    bench.drag_in("Expression", 480, 120)
    bench.draw_edge("JSON", "Expression")
    expect(bench.edge("JSON", "Expression")).to_be_attached()

    bench.use_edge("JSON", "Expression", "Insert a node here")
    bench.choose_type("Pick fields")
    expect(bench.edge("JSON", "Pick fields")).to_be_attached()
    expect(bench.edge("Pick fields", "Expression")).to_be_attached()

    bench.button("Fit everything").click()
    canvas = bench.canvas.bounding_box()
    assert canvas is not None
    bench.draw_edge_to("Expression", canvas["x"] + 320, canvas["y"] + 470)
    bench.choose_type("Show result")
    expect(bench.edge("Expression", "Show result")).to_be_attached()


def refuse_a_cycle(bench: Workbench) -> None:
    """An edge that would lead back is not drawn; the reason is said."""
    bench.draw_edge("Expression", "Pick fields")
    expect(bench.page.get_by_role("alert").filter(has_text="Not connected")).to_be_visible()
    expect(bench.edge("Expression", "Pick fields")).to_have_count(0)


def take_an_edge_away(bench: Workbench) -> None:
    """An edge is deleted by the cross on it, and drawn once more."""
    bench.use_edge("Pick fields", "Expression", "Delete this edge")
    expect(bench.edge("Pick fields", "Expression")).to_have_count(0)
    bench.draw_edge("Pick fields", "Expression")
    expect(bench.edge("Pick fields", "Expression")).to_be_attached()


def configure_by_mouse(bench: Workbench) -> None:
    """Fill in the forms of the nodes."""
    bench.select("JSON")
    bench.write("Value", ORDER)
    bench.select("Pick fields")
    for name in ("price", "quantity"):
        bench.inspector.get_by_role("button", name="Add to Fields").click()
        bench.page.keyboard.type(name)
    bench.select("Expression")
    bench.write("Expression", "input.price * input.quantity")
    expect(bench.button("No problems")).to_be_visible()


def new_workflow_by_keyboard(page: Page, name: str) -> Workbench:
    """The same without the mouse."""
    bench = Workbench(page)
    bench.tab_to(page.get_by_role("button", name="New workflow"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Empty workflow")).to_be_visible()
    bench.move_to(page.get_by_role("menuitem", name="Empty workflow"), "ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(bench.canvas).to_be_visible()
    return bench


def build_by_keyboard(bench: Workbench) -> None:
    """Add nodes by quick-add, fill in their forms, rename one, connect one."""
    press, write = bench.page.keyboard.press, bench.page.keyboard.type
    _quick_add(bench, "a", "JSON")
    press("Enter")
    expect(bench.field("Value")).to_be_focused()
    write(ORDER)
    leave_field(bench)

    _quick_add(bench, "Tab", "Expression")
    press("Enter")
    expect(bench.field("Expression")).to_be_focused()
    write("input.price * input.quantity")
    leave_field(bench)
    press("F2")
    label = bench.canvas.get_by_role("textbox", name="Label of Expression")
    expect(label).to_be_focused()
    press("ControlOrMeta+a")
    write("Total")
    press("Enter")
    expect(bench.card("Total")).to_be_visible()

    press("Escape")
    _quick_add(bench, "a", "Show result")


def leave_field(bench: Workbench) -> None:
    """Escape closes what is open, such as completions; then it leads back to the canvas."""
    form = bench.inspector.locator(":focus")
    while form.count() > 0:
        bench.page.keyboard.press("Escape")
    expect(bench.canvas).to_be_focused()


def connect_by_keyboard(bench: Workbench) -> None:
    """From the dialog of a node's connections."""
    page = bench.page
    for _ in range(_NODES):
        page.keyboard.press("Alt+ArrowUp")
        if bench.inspector.get_by_placeholder("Expression").count() > 0:
            break
    expect(bench.inspector.get_by_role("textbox", name="Name of the node")).to_have_value("Total")
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Connections of Total")
    target = dialog.get_by_role("combobox", name="To the node")
    expect(target).to_be_focused()
    page.keyboard.type("Show")
    option = page.get_by_role("option", name=re.compile("^Show result"))
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("data-combobox-selected", "true")
    page.keyboard.press("Enter")
    expect(target).to_have_value(re.compile("^Show result"))
    bench.tab_to(dialog.get_by_role("button", name="Connect", exact=True))
    page.keyboard.press("Enter")
    expect(bench.edge("Total", "Show result")).to_be_attached()
    expect(bench.canvas).to_be_focused()


def _quick_add(bench: Workbench, key: str, node_type: str) -> None:
    bench.page.keyboard.press(key)
    expect(bench.page.get_by_role("combobox", name="Search node types")).to_be_focused()
    bench.page.keyboard.type(node_type)
    bench.page.keyboard.press("Enter")
    expect(bench.card(node_type)).to_be_visible()
    expect(bench.canvas).to_be_focused()
