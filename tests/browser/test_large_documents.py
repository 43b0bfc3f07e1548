"""The largest documents are taken; files that are none are refused in words, nothing half made."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.windows import Windows
from tests.browser.workbench import Workbench, opened, prepared

MOST = 10_000
EMPTY: dict[str, list[object]] = {"nodes": [], "edges": []}
_BIG = "x" * (50 * 1024 * 1024)
_DEEP = "[" * 100_000
REFUSED = {
    "no-json": ("bad.json", b'{"nodes": [,]}', "cannot be read"),
    "50-mib": (
        "bad.json",
        json.dumps({"nodes": [], "edges": [], "x": _BIG}).encode(),
        "10,485,760 bytes",
    ),
    "binary": ("bad.json", bytes(range(256)) * 40, "cannot be read"),
    "binary-yaml": ("bad.yaml", bytes(range(256)) * 40, "not valid YAML"),
    "aliases": ("bad.yaml", b"a: &a [x]\nb: [*a, *a]\nnodes: []\n", "aliases"),
    "deep": ("bad.json", f'{{"nodes": {_DEEP}'.encode(), "nested"),
    "deep-yaml": ("bad.yaml", f"nodes: {_DEEP}".encode(), "nested"),
}


def chain(count: int) -> bytes:
    nodes = [
        {
            "id": f"n{at}",
            "type": "text_input",
            "data": {"label": f"Words {at}", "text": "x"},
            "position": {"x": at % 100 * 300, "y": at // 100 * 200},
        }
        for at in range(count)
    ]
    return json.dumps({"name": f"Chain of {count}", "nodes": nodes, "edges": []}).encode()


@pytest.fixture(scope="module")
def owner(site: Site) -> Account:
    return site.new_team()


@pytest.fixture(scope="module")
def desk(lasting: Windows, site: Site, owner: Account) -> Page:
    page = lasting.open(site.url)
    at_home(page, owner)
    return page


@pytest.fixture
def page(visited: Windows, desk: Page) -> Page:
    return desk


def give(page: Page, tmp_path: Path, name: str, content: bytes) -> Locator:
    """Choose a file in the import dialog."""
    page.goto("/workflows?dialog=import")
    dialog = page.get_by_role("dialog", name="Import workflows")
    expect(dialog).to_be_visible()
    (tmp_path / name).write_bytes(content)
    page.locator("input[type=file]").set_input_files(tmp_path / name)
    return dialog


def names(site: Site, owner: Account) -> list[str]:
    return [item["name"] for item in site.ask("GET", "/workflows?limit=100", by=owner)["items"]]


def test_the_largest_workflow_is_imported_edited_and_saved(
    page: Page, tmp_path: Path, site: Site, owner: Account
) -> None:
    give(page, tmp_path, "chain.json", chain(MOST))
    bench = Workbench(page)
    expect(bench.canvas).to_be_visible()

    bench.canvas.focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+N")
    page.keyboard.type("a note")
    bench.expect_saved()

    workflow = page.url.partition("/workflows/")[2].partition("?")[0]
    draft = site.ask("GET", f"/workflows/{workflow}/draft", by=owner)["document"]
    assert len(draft["nodes"]) == MOST
    assert len(draft["editor"]["notes"]) == 1


def test_one_node_more_is_refused(page: Page, tmp_path: Path, site: Site, owner: Account) -> None:
    before = names(site, owner)

    dialog = give(page, tmp_path, "more.json", chain(MOST + 1))

    expect(dialog.get_by_role("alert")).to_contain_text("at most 10000 are allowed")
    assert names(site, owner) == before


DROP = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  document.querySelector(".react-flow").dispatchEvent(
    new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
}"""
DROPPED = {kind: REFUSED[kind][:2] for kind in ("no-json", "binary", "aliases", "deep")}


@pytest.mark.parametrize("kind", DROPPED)
def test_a_bad_file_is_refused_by_the_canvas(
    page: Page, site: Site, owner: Account, kind: str
) -> None:
    name, content = DROPPED[kind]
    opened(page, prepared(site, owner, "Empty", EMPTY))
    before = names(site, owner)

    page.evaluate(DROP, [name, content.decode("latin-1")])
    page.get_by_role("dialog").get_by_role("button", name="Import").click()

    told = page.get_by_role("alert").filter(has_text=f"{name} could not be imported")
    expect(told).to_be_visible()
    assert names(site, owner) == before


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_is_refused_by_the_import_dialog(
    page: Page, tmp_path: Path, site: Site, owner: Account, kind: str
) -> None:
    name, content, reason = REFUSED[kind]
    before = names(site, owner)

    dialog = give(page, tmp_path, name, content)

    expect(dialog.get_by_role("alert")).to_contain_text(reason)
    assert names(site, owner) == before
