"""Everything that the mouse does on the canvas, and each of it undone again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.workbench import Workbench, box, opened, prepared


def _node(name: str, x: int, y: int, **more: object) -> dict[str, object]:
    data = {"label": name, "expression": "input"}
    return {
        "id": name.lower(),
        "type": "expression",
        "data": data,
        "position": {"x": x, "y": y},
        **more,
    }


NODES = [
    {
        "id": "start",
        "type": "json_input",
        "data": {"label": "Start", "value": [1]},
        "position": {"x": 0, "y": 0},
    },
    _node("Left", 320, 0),
    _node("Right", 640, 0),
    _node("Loose", 320, 192),
    {
        "id": "loop",
        "type": "for_each",
        "data": {"label": "Loop"},
        "position": {"x": 0, "y": 352},
    },
    _node("Inner", 32, 64, parent="loop"),
]
NOTE = {"id": "n1", "text": "Remember", "colour": "yellow"}
DOCUMENT = {
    "nodes": NODES,
    "edges": [
        {"id": "e1", "source": "start", "target": "left"},
        {"id": "e2", "source": "left", "target": "right"},
    ],
    "editor": {
        "notes": [{**NOTE, "position": {"x": 640, "y": 352}, "size": {"width": 192, "height": 96}}]
    },
}


@pytest.fixture
def address(site: Site, team: Account) -> str:
    return prepared(site, team, "By mouse", DOCUMENT)


@pytest.fixture
def bench(page: Page, team: Account, address: str) -> Workbench:
    at_home(page, team)
    bench = opened(page, address)
    expect(bench.card("Right")).to_be_visible()
    return bench


def middle(place: Locator) -> tuple[float, float]:
    return centre(box(place))


def centre(found: FloatRect) -> tuple[float, float]:
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


_IS_AT = """([element, { x, y, width, height }]) => {
  const seen = element.getBoundingClientRect();
  const near = (one, other) => Math.abs(one - other) < 0.5;
  return near(seen.x, x) && near(seen.y, y) && near(seen.width, width) && near(seen.height, height);
}"""


def expect_at(place: Locator, wanted: FloatRect) -> None:
    """Wait until something is there: positions are drawn after what else has changed."""
    place.page.wait_for_function(_IS_AT, arg=[place.element_handle(), wanted])


def note(bench: Workbench) -> Locator:
    return bench.canvas.get_by_role("group", name="Note, Remember")


def undo(bench: Workbench) -> None:
    bench.button(re.compile("^Undo")).click()


def pull_corner(bench: Workbench, thing: Locator) -> None:
    """Select something, and pull its lower right corner."""
    thing.click(position={"x": 40, "y": 12})
    start = middle(thing.locator(".react-flow__resize-control"))
    bench.drag(start, (start[0] + 96, start[1] + 64))


def test_an_edge_is_led_to_another_node_and_back(bench: Workbench) -> None:
    loose = box(bench.card("Loose"))
    grip = box(bench.edge("Left", "Right").locator(".react-flow__edgeupdater-target"))
    start = (grip["x"] + grip["width"] / 4, grip["y"] + grip["height"] / 2)

    bench.drag(start, (loose["x"], loose["y"] + loose["height"] / 2))

    expect(bench.edge("Left", "Loose")).to_be_attached()
    expect(bench.edge("Left", "Right")).to_have_count(0)
    undo(bench)
    expect(bench.edge("Left", "Right")).to_be_attached()
    expect(bench.edge("Left", "Loose")).to_have_count(0)


def test_a_loose_node_is_dropped_on_an_edge(bench: Workbench) -> None:
    left, right = box(bench.card("Left")), box(bench.card("Right"))
    gap = (left["x"] + left["width"] + right["x"]) / 2
    before = box(bench.card("Loose"))

    bench.drag(middle(bench.card("Loose")), (gap, left["y"] + left["height"] / 2))

    expect(bench.edge("Left", "Loose")).to_be_attached()
    expect(bench.edge("Loose", "Right")).to_be_attached()
    undo(bench)
    expect(bench.edge("Left", "Right")).to_be_attached()
    expect_at(bench.card("Loose"), before)


@pytest.mark.parametrize("thing", [lambda bench: bench.card("Loop"), note], ids=["loop", "note"])
def test_a_thing_is_resized_by_its_corner_in_one_step(
    bench: Workbench, thing: Callable[[Workbench], Locator]
) -> None:
    before = box(thing(bench))

    pull_corner(bench, thing(bench))

    after = box(thing(bench))
    assert after["width"] > before["width"]
    assert after["height"] > before["height"]
    undo(bench)
    expect_at(thing(bench), before)
    expect(bench.button("Undo")).to_be_disabled()


def test_a_lasso_selects_what_it_touches(bench: Workbench) -> None:
    left, loose = box(bench.card("Left")), box(bench.card("Loose"))
    bench.page.keyboard.down("Shift")
    bench.drag(
        (left["x"] - 20, left["y"] - 20),
        (loose["x"] + loose["width"] + 10, loose["y"] + loose["height"] + 10),
    )
    bench.page.keyboard.up("Shift")

    expect(bench.inspector).to_contain_text("2 nodes")
    bench.page.keyboard.press("Delete")
    expect(bench.card("Left")).to_have_count(0)
    undo(bench)
    expect(bench.card("Left")).to_be_visible()
    expect(bench.edge("Start", "Left")).to_be_attached()


def test_the_tools_of_an_edge_insert_and_delete(bench: Workbench) -> None:
    bench.use_edge("Left", "Right", "Insert a node here")
    bench.choose_type("Pick fields")
    expect(bench.edge("Left", "Pick fields")).to_be_attached()
    undo(bench)
    expect(bench.edge("Left", "Right")).to_be_attached()
    expect(bench.card("Pick fields")).to_have_count(0)

    bench.use_edge("Left", "Right", "Delete this edge")
    expect(bench.edge("Left", "Right")).to_have_count(0)
    undo(bench)
    expect(bench.edge("Left", "Right")).to_be_attached()


def test_what_is_copied_in_one_tab_is_pasted_in_another(
    bench: Workbench, site: Site, team: Account
) -> None:
    elsewhere = prepared(site, team, "Elsewhere", {"nodes": [], "edges": []})
    bench.select("Left")
    bench.page.keyboard.down("Shift")
    bench.card("Right").click()
    bench.page.keyboard.up("Shift")
    bench.canvas.focus()
    bench.page.keyboard.press("ControlOrMeta+c")

    other = opened(bench.page.context.new_page(), elsewhere)
    other.canvas.focus()
    other.page.keyboard.press("ControlOrMeta+v")

    expect(other.edge("Left", "Right")).to_be_attached()
    undo(other)
    expect(other.card("Left")).to_have_count(0)


def test_a_node_is_dragged_into_a_loop_and_out_again(bench: Workbench) -> None:
    loop, outside = box(bench.card("Loop")), box(bench.card("Loose"))
    inside = (loop["x"] + loop["width"] - 40, loop["y"] + loop["height"] - 30)

    bench.drag(middle(bench.card("Loose")), inside)
    expect(bench.canvas.get_by_text("Loose moved into Loop.")).to_be_attached()
    bench.drag(middle(bench.card("Loose")), centre(outside))
    expect(bench.canvas.get_by_text("Loose moved out of its container.")).to_be_attached()

    undo(bench)
    undo(bench)
    expect_at(bench.card("Loose"), outside)
    expect_at(bench.card("Loop"), loop)
