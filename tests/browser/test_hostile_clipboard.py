"""Of a hostile clipboard what is sound is pasted, one undo takes it back, nothing of it runs."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.hostile import MARKUP, SHORT, drawn
from tests.browser.screens import at_home
from tests.browser.site import Site
from tests.browser.test_hostile_content import TAKEN
from tests.browser.windows import Windows
from tests.browser.workbench import Workbench, opened, prepared

DOCUMENT = {
    "nodes": [{"id": "words", "type": "text_input", "data": {"label": "Words", "text": "Hello"}}],
    "edges": [],
}
MANY = 10_001


def clipboard(*nodes: Any, **more: Any) -> str:
    return json.dumps({"kind": "thaiyyal/nodes", "nodes": nodes, **more})


def words(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": "text_input", **more}


POLLUTING = clipboard(
    words("__proto__", data={"text": MARKUP}),
    words("constructor", data={"label": "Odd"}),
    edges=[{"source": "__proto__", "target": "constructor"}],
).replace('"text":', '"__proto__": {"polluted": 1}, "text":')
BOX = {"position": {"x": 1e308, "y": -1e308}, "size": {"width": 1e308, "height": 1e-300}}
NOTE = {"id": "__proto__", "text": MARKUP, "colour": "red;background:url(x)", **BOX}
SOUND = {
    "proto": (POLLUTING, 2),
    "same-ids": (clipboard(words("words"), words("words")), 2),
    "missing-fields": (clipboard({}, None, 5, {"id": "a"}, {"id": "b", "type": 7, "data": []}), 3),
    "cycles": (
        clipboard(
            {"id": "a", "parent": "b", "type": "for_each"},
            {"id": "b", "parent": "a", "type": "for_each"},
            {"id": "c", "parent": "c"},
            {"id": "d", "parent": "nobody"},
        ),
        4,
    ),
    "edges-to-nowhere": (clipboard(words("a"), edges=[{"source": "a", "target": "z"}, None]), 1),
    "far-away": (
        clipboard(words("a", position=BOX["position"]), words("b", position={"x": -1e308, "y": 0})),
        2,
    ),
    "far-note": (clipboard(words("a"), notes=[NOTE], groups=[{"nodes": ["a"]}]), 1),
    "document": (json.dumps(drawn()), 7),  # with a note and a group
}
UNSOUND = {
    "html": f"<html><body>{MARKUP}</body></html>",
    "script": "<script>self.taken=1</script>",
    "other-json": json.dumps({"nodes": SHORT, "edges": {}}),
    "deep": '{"nodes": ' + "[" * 100_000,
    "text": "x" * 1_000_000,
}
TOO_MANY = {
    "one-more": clipboard(*(words(f"n{at}") for at in range(MANY))),
    "a-million": '{"kind": "thaiyyal/nodes", "nodes": [' + "{}," * 999_999 + "{}]}",
}


@pytest.fixture(scope="module")
def desk(lasting: Windows, site: Site) -> Workbench:
    owner = site.new_team()
    page = lasting.open(site.url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at_home(page, owner)
    return opened(page, prepared(site, owner, "Greeting", DOCUMENT))


@pytest.fixture
def bench(visited: Windows, desk: Workbench) -> Workbench:
    expect(nodes(desk)).to_have_count(1)
    return desk


def nodes(bench: Workbench) -> Locator:
    return bench.page.locator(".react-flow__node")


def undo(bench: Workbench) -> Locator:
    return bench.button(re.compile("^Undo"))


def paste(bench: Workbench, text: str) -> None:
    bench.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    bench.canvas.focus()
    bench.page.keyboard.press("ControlOrMeta+v")


def is_untouched(page: Page) -> bool:
    return not page.evaluate(TAKEN)


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_pasted_and_undone_at_once(bench: Workbench, name: str) -> None:
    text, count = SOUND[name]

    paste(bench, text)

    expect(undo(bench)).to_be_enabled()
    expect(nodes(bench)).to_have_count(1 + count)
    assert is_untouched(bench.page)
    undo(bench).click()
    expect(nodes(bench)).to_have_count(1)
    expect(undo(bench)).to_be_disabled()


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_no_workflow_changes_nothing(bench: Workbench, name: str) -> None:
    paste(bench, UNSOUND[name])

    expect(undo(bench)).to_be_disabled()
    assert nodes(bench).count() == 1
    assert is_untouched(bench.page)


@pytest.mark.parametrize("name", TOO_MANY)
def test_more_than_a_workflow_may_have_is_refused(bench: Workbench, name: str) -> None:
    paste(bench, TOO_MANY[name])

    told = bench.page.get_by_role("alert").filter(has_text="at most 10,000 nodes").first
    expect(told).to_be_visible()
    told.get_by_role("button").click()
    assert nodes(bench).count() == 1
    expect(undo(bench)).to_be_disabled()
