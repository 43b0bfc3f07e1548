"""Every example is a template that somebody can use, run and read the result of."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furniture import EXAMPLES, example
from tests.browser.screens import at_home
from tests.browser.site import Site
from tests.browser.windows import Windows

# What asks another service is of no use here; its documents are tested all the same.
ONLINE = {"api-pagination", "order-confirmation"}
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/workflow.json"))


@pytest.fixture(scope="module")
def desk(lasting: Windows, site: Site) -> Page:
    """A window of one person who tries all examples."""
    page = lasting.open(site.url)
    at_home(page, site.new_team())
    return page


@pytest.fixture
def page(visited: Windows, desk: Page) -> Page:
    return desk


def _use(page: Page, name: str) -> None:
    title = example(name, "workflow.json")["name"]
    page.goto("/workflows?dialog=templates")
    page.get_by_role("searchbox", name="Search templates").fill(title)
    page.get_by_role("button", name=f"Use template {title}", exact=True).click()
    expect(page.get_by_role("button", name=f"Rename {title}", exact=True)).to_be_visible()


def _run(page: Page, *, with_input: bool) -> None:
    if with_input:
        expect(page.get_by_role("button", name="Input", exact=True)).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^Succeeded"))).to_be_visible()


def _result(page: Page, folder: Path) -> Any:
    pane = page.get_by_role("region", name="Output of the workflow")
    pane.get_by_role("button", name="Copy or download").click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name="Download as JSON").click()
    saved.value.save_as(folder / "output.json")
    return json.loads((folder / "output.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(ONLINE))
def test_an_example_that_needs_a_service_opens_without_problems(page: Page, name: str) -> None:
    _use(page, name)

    _expect_sound(page, name)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ONLINE])
def test_an_example_opens_without_problems_and_shows_the_output_it_promises(
    page: Page, name: str, tmp_path: Path
) -> None:
    _use(page, name)
    _expect_sound(page, name)

    _run(page, with_input=example(name, "input.json") is not None)

    assert _result(page, tmp_path) == example(name, "expected.json")


def _expect_sound(page: Page, name: str) -> None:
    nodes = example(name, "workflow.json")["nodes"]
    expect(page.get_by_role("button", name="No problems")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(len(nodes))
