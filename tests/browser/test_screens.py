"""Screens say so when they have nothing, are not there yet, fail, or are not for somebody."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.furniture import Furnished
from tests.browser.screens import at_home
from tests.browser.site import Account, Site
from tests.browser.windows import Problems, Windows

# The address, the request that fills it, and what it says when there is nothing.
LISTS = [
    ("/workflows?q=nothing", "/api/v1/workflows?", "No workflow fits"),
    ("/workflows?trash=yes", "/api/v1/workflows?", "The trash is empty"),
    ("/executions", "/api/v1/executions?", "Nothing has run yet"),
    ("/approvals", "/api/v1/approvals?", "Nothing to decide"),
    ("/credentials", "/api/v1/credentials?", "No credentials yet"),
    ("/members?q=nobody", "/api/v1/users?", "No member fits"),
    ("/audit-log?action=user.removed", "/api/v1/audit-logs?", "No entry fits"),
    ("/api-keys", "/api/v1/api-keys?", "No API keys"),
]
CLOSED = [
    *("/credentials", "/members", "/roles", "/audit-log", "/usage", "/api-keys", "/settings"),
    "/platform",
]


@pytest.fixture(scope="module")
def lone(lasting: Windows, site: Site) -> Page:
    """The owner of a tenant in which nothing has happened."""
    page = lasting.open(site.url)
    at_home(page, site.new_team())
    return page


@pytest.fixture
def page(visited: Windows, lone: Page) -> Page:
    return lone


@pytest.fixture
def problems(visited: Windows) -> Problems:
    return visited.problems


@pytest.fixture(scope="module")
def watcher(lasting: Windows, site: Site, furnished: Furnished) -> Page:
    """Somebody who may see workflows and executions, and nothing else."""
    page = lasting.open(site.url)
    at_home(page, _new_watcher(site, furnished))
    return page


def _new_watcher(site: Site, furnished: Furnished) -> Account:
    return site.new_member(furnished.owner, "night-shift")


@pytest.mark.parametrize(("address", "_asked", "said"), LISTS)
def test_an_empty_screen_says_so(page: Page, address: str, _asked: str, said: str) -> None:
    page.goto(address)

    expect(page.get_by_role("heading", name=said)).to_be_visible()


@pytest.mark.parametrize(("address", "asked", "said"), LISTS)
def test_a_screen_that_could_not_be_loaded_is_tried_again(
    page: Page, problems: Problems, address: str, asked: str, said: str
) -> None:
    problems.allow("status of 503")
    pattern = re.compile(re.escape(asked.rstrip("?")) + r"(\?|$)")
    page.route(pattern, _refuse)
    page.goto(address)
    again = page.get_by_role("main").get_by_role("button", name="Try again").first
    expect(again).to_be_visible()

    page.unroute(pattern)
    again.click()

    expect(page.get_by_role("heading", name=said)).to_be_visible()


@pytest.mark.parametrize(("address", "asked", "said"), LISTS)
def test_a_screen_shows_that_it_is_loading(page: Page, address: str, asked: str, said: str) -> None:
    pattern = re.compile(re.escape(asked.rstrip("?")) + r"(\?|$)")
    page.route(pattern, lambda _: None)
    page.goto(address)
    expect(page.get_by_role("status", name="Loading").first).to_be_visible()

    page.unroute(pattern)  # what was held goes on

    expect(page.get_by_role("heading", name=said)).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)


@pytest.mark.parametrize("address", CLOSED)
def test_a_screen_that_is_not_for_somebody_says_so(
    visited: Windows, watcher: Page, address: str
) -> None:
    watcher.goto(address)

    expect(watcher.get_by_role("heading", name="You may not see this").first).to_be_visible()


def _refuse(route: Route) -> None:
    problem = '{"status": 503, "code": "unavailable", "title": "Unavailable", "detail": "Later."}'
    route.fulfill(status=503, content_type="application/problem+json", body=problem)
