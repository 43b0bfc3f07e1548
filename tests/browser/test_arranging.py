"""Nodes are aligned, tidied, grouped, found, doubled; the view is moved; commands do the same."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.workbench import Workbench, opened, prepared, settle


def _node(name: str, x: int, y: int) -> dict[str, object]:
    data = {"label": name, "expression": "input"}
    return {"id": name.lower(), "type": "expression", "data": data, "position": {"x": x, "y": y}}


DOCUMENT = {
    "nodes": [_node("One", 0, 0), _node("Two", 64, 160), _node("Three", 400, 96)],
    "edges": [{"source": "one", "target": "two"}, {"source": "two", "target": "three"}],
}
NAMES = ("One", "Two", "Three")


@pytest.fixture
def bench(page: Page, site: Site, team: Account) -> Workbench:
    at_home(page, team)
    bench = opened(page, prepared(site, team, "Untidy", DOCUMENT))
    expect(bench.card("Three")).to_be_visible()
    bench.canvas.focus()
    return bench


def corners(bench: Workbench) -> list[tuple[float, float]]:
    """Return where nodes stand on the screen, once they stand still."""
    settle(bench.page)
    for name in NAMES:
        bench.card(name).hover(trial=True)
    boxes = [bench.card(name).bounding_box() for name in NAMES]
    return [(round(box["x"]), round(box["y"])) for box in boxes if box is not None]


def test_what_is_selected_is_aligned_and_distributed(bench: Workbench) -> None:
    before = corners(bench)
    bench.page.keyboard.press("ControlOrMeta+a")

    bench.button(re.compile("^Align at the left")).click()
    assert len({x for x, _ in corners(bench)}) == 1
    bench.button(re.compile("^Distribute from top to bottom")).click()
    tops = sorted(y for _, y in corners(bench))
    assert abs((tops[1] - tops[0]) - (tops[2] - tops[1])) <= 1

    for _ in range(2):
        bench.button(re.compile("^Undo")).click()
    assert corners(bench) == before


def test_a_graph_is_tidied_from_left_to_right(bench: Workbench) -> None:
    bench.page.keyboard.press("l")

    expect(bench.button(re.compile("^Undo: tidy"))).to_be_enabled()
    (one, _), (two, _), (three, _) = corners(bench)
    assert one < two < three


def test_nodes_are_grouped_and_ungrouped(bench: Workbench) -> None:
    group = bench.canvas.get_by_role("group", name=re.compile("^Group "))
    bench.page.keyboard.press("ControlOrMeta+a")

    bench.page.keyboard.press("g")
    expect(group).to_be_visible()
    bench.page.keyboard.press("Escape")
    bench.page.keyboard.press("ControlOrMeta+a")
    bench.page.keyboard.press("Shift+G")

    expect(group).to_have_count(0)


def test_what_is_selected_is_doubled(bench: Workbench) -> None:
    bench.card("One").click()

    bench.page.keyboard.press("ControlOrMeta+d")

    expect(bench.card("One")).to_have_count(2)


def test_the_view_is_zoomed_fitted_and_shown_small(bench: Workbench) -> None:
    zoom = bench.canvas.get_by_role("toolbar", name="View")
    bench.page.keyboard.press("0")
    expect(zoom).to_contain_text("100 %")
    for _ in range(3):
        bench.page.keyboard.press("+")
    expect(zoom).not_to_contain_text("100 %")

    bench.page.keyboard.press("1")
    bench.page.keyboard.press("m")

    expect(bench.canvas.locator(".react-flow__minimap")).to_be_visible()
    for name in NAMES:
        expect(bench.card(name)).to_be_in_viewport()


def test_a_node_is_found_by_its_words(bench: Workbench) -> None:
    bench.page.keyboard.press("/")
    bench.page.get_by_role("combobox", name="Search nodes and notes").fill("three")
    bench.page.keyboard.press("Enter")

    expect(bench.inspector.get_by_role("textbox", name="Name of the node")).to_have_value("Three")


def test_commands_are_found_by_their_words(bench: Workbench) -> None:
    bench.page.keyboard.press("ControlOrMeta+k")
    searched = bench.page.get_by_role("textbox", name="Search commands, nodes and node types")
    expect(searched).to_be_focused()
    bench.page.keyboard.type("add json")
    bench.page.keyboard.press("Enter")

    expect(bench.card("JSON")).to_be_visible()
