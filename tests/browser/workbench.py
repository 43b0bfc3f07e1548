"""The editor as hands and eyes know it: places by their names, gestures by what they do."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.site import Account, Site

_STEPS = 6
_MANY_TABS = 60


class Workbench:
    """A window with a workflow open in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.canvas = page.get_by_role("application", name="Canvas")
        self.palette = page.get_by_role("navigation", name="Palette")
        self.inspector = page.get_by_role("complementary", name="Inspector")
        self.run_bar = page.get_by_role("region", name="Run")
        self.results = page.get_by_role("region", name="Results")
        self.output = self.results.get_by_role("region", name="Output", exact=True)

    def card(self, name: str) -> Locator:
        """Find a node by the words on its card; what is said of it may follow."""
        return self.canvas.get_by_role("group", name=re.compile(rf"(^|, ){re.escape(name)}(,|$)"))

    def edge(self, source: str, target: str) -> Locator:
        """Find an edge by the nodes at its ends."""
        return self.canvas.get_by_role("img", name=f"Edge from {source} to {target}", exact=True)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """Find a button anywhere on the page."""
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    def field(self, name: str) -> Locator:
        """Find a field of the selected node."""
        return self.inspector.get_by_role("textbox", name=name, exact=True)

    def drag_in(self, node_type: str, x: int, y: int) -> None:
        """Drag a node type from the palette to a place of the canvas."""
        item = self.palette.get_by_role("button", name=node_type, exact=True)
        item.drag_to(self.canvas, target_position={"x": x, "y": y})
        expect(self.card(node_type)).to_be_visible()

    def draw_edge(self, source: str, target: str) -> None:
        """Drag from the port of one node to another."""
        place = box(self.card(target))
        self.draw_edge_to(source, place["x"], place["y"] + place["height"] / 2)

    def draw_edge_to(self, source: str, x: float, y: float) -> None:
        """Drag from the port of a node, once it stands still, to a place of the window."""
        self.card(source).hover(trial=True)
        place = box(self.card(source))
        self.drag((place["x"] + place["width"], place["y"] + place["height"] / 2), (x, y))

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the mouse, move it, let go."""
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=_STEPS)
        mouse.move(*end, steps=_STEPS)
        mouse.up()

    def use_edge(self, source: str, target: str, tool: str) -> None:
        """Hover over an edge and click one of its tools."""
        self.edge(source, target).hover(force=True)
        self.edge(source, target).get_by_role("button", name=tool).click()

    def choose_type(self, node_type: str) -> None:
        """Search in the popup that adds a node, and take what is found."""
        expect(self.page.get_by_role("combobox", name="Search node types")).to_be_focused()
        self.page.keyboard.type(node_type)
        self.page.get_by_role("option", name=re.compile(rf"^{node_type}\b")).first.click()

    def select(self, name: str) -> None:
        """Click a node."""
        self.card(name).click()
        expect(self.inspector.get_by_role("textbox", name="Name of the node")).to_be_visible()

    def write(self, field: str, text: str) -> None:
        """Type over what stands in a field of the selected node."""
        self.field(field).click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def run(self) -> None:
        """Press the button, and wait until the server has taken it in or refused it."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/execute")):
            self.run_bar.get_by_role("button", name="Run", exact=True).click()

    def expect_ended(self, how: str) -> None:
        """Wait until the execution has ended like this, and close what opens by itself."""
        status = self.run_bar.get_by_role("button", name=re.compile(rf"^{how}\b"))
        expect(status).to_be_visible()
        if how == "Failed":
            self.page.get_by_role("dialog", name=re.compile("^Failed")).get_by_role(
                "button", name="Close"
            ).click()

    def expect_output(self, text: str) -> None:
        """See a value in the results of the selected node."""
        expect(self.output).to_contain_text(text)

    def expect_saved(self) -> None:
        """Wait until the server has everything."""
        expect(
            self.page.get_by_role("status").filter(has_text=re.compile("^Saved"))
        ).to_be_visible()

    def open_panel(self, name: str) -> Locator:
        """Open one of the drawers."""
        self.button("More about this workflow").click()
        self.page.get_by_role("menuitem", name=name, exact=True).click()
        return self.page.get_by_role("dialog", name=name)

    def tab_to(self, place: Locator) -> None:
        """Press Tab until something has the focus."""
        self.move_to(place, "Tab")

    def move_to(self, place: Locator, key: str) -> None:
        """Press a key until something has the focus."""
        for _ in range(_MANY_TABS):
            if place.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press(key)
        expect(place).to_be_focused()


def prepared(site: Site, owner: Account, name: str, document: Mapping[str, Any]) -> str:
    """Make a workflow that is published as version 1; return the address of its page."""
    made = site.ask("POST", "/workflows", {"name": name, "document": document}, by=owner)
    return f"/workflows/{made['id']}"


def opened(page: Page, address: str) -> Workbench:
    """Go to a workflow."""
    page.goto(address)
    bench = Workbench(page)
    expect(bench.canvas).to_be_visible()
    return bench


def settle(page: Page) -> None:
    """Wait until what has changed is drawn."""
    page.evaluate(
        "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
    )


def box(place: Locator) -> FloatRect:
    """Return where something is, once what has changed is drawn."""
    settle(place.page)
    found = place.bounding_box()
    assert found is not None
    return found
