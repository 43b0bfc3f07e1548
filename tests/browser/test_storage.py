"""Whatever lies in the storage of the browser, people can work; their work is not touched by it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rubbish import TEXTS, VALUES, Place, names
from tests.browser.site import Account, Site
from tests.browser.windows import Windows
from tests.browser.workbench import opened, prepared

DOCUMENT = {
    "nodes": [{"id": "words", "type": "text_input", "data": {"label": "Words", "text": "Hello"}}],
    "edges": [],
}


@pytest.fixture(scope="module")
def owner(site: Site) -> Account:
    return site.new_team()


@pytest.fixture(scope="module")
def place(site: Site, owner: Account) -> Place:
    workflow = prepared(site, owner, "Greeting", DOCUMENT).rpartition("/")[2]
    groups = site.ask("GET", "/node-types", by=owner)["groups"]
    names = tuple(group["name"] for group in groups)
    return Place(site.ask("GET", "/me", by=owner)["id"], workflow, names)


@pytest.fixture(scope="module")
def desk(lasting: Windows, site: Site, owner: Account) -> Page:
    page = lasting.open(site.url)
    given = {"email": owner.email, "password": owner.password, "cookie": True}
    assert page.context.request.post("/api/v1/auth/login", data=given).ok
    return page


@pytest.fixture
def page(visited: Windows, desk: Page) -> Page:
    """A page of the platform without the editor in it, where storage is changed."""
    desk.goto("/health")
    return desk


def work(page: Page, place: Place, text: str) -> None:
    page.goto("/workflows")
    expect(page.get_by_role("link", name="Greeting")).to_be_visible()
    bench = opened(page, f"/workflows/{place.workflow}")
    bench.select("Words")
    bench.field("Text").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    bench.expect_saved()


@pytest.mark.parametrize("name", names(TEXTS))
def test_people_work_whatever_lies_in_the_storage(page: Page, place: Place, name: str) -> None:
    place.fill_storage(page, TEXTS[name])

    work(page, place, name)


@pytest.mark.parametrize("name", names(VALUES))
def test_people_work_whatever_lies_in_the_databases(page: Page, place: Place, name: str) -> None:
    place.put_draft(page, VALUES[name])
    place.put_pins(page, VALUES[name])

    work(page, place, name)
