"""The editor opens: its page, its policy, its files."""

import re

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.accessibility import axe
from tests.browser.site import Account, Site
from tests.browser.windows import Problems, SignIn

DEEP_LINKS = ["/", "/workflows/0198c0de-7a1e-7000-8000-000000000001", "/join#token=tho_x"]


def _content(page: Page) -> Locator:
    return page.locator("#root > *").first


def _opened(page: Page, path: str) -> Response:
    response = page.goto(path)
    assert response is not None
    return response


@pytest.mark.parametrize("path", DEEP_LINKS)
def test_the_editor_opens_at_every_address_of_a_page(page: Page, path: str) -> None:
    response = _opened(page, path)

    assert response.status == 200
    expect(_content(page)).to_be_attached()


def test_the_page_runs_under_a_policy_with_a_nonce_of_its_own(page: Page) -> None:
    policies = [_opened(page, "/").headers["content-security-policy"] for _ in range(2)]

    nonces = [re.findall(r"'nonce-([^']+)'", policy) for policy in policies]
    assert [len(found) for found in nonces] == [1, 1]
    assert nonces[0] != nonces[1]
    assert "unsafe" not in policies[0]


def test_its_files_are_compressed_and_kept_for_good(page: Page) -> None:
    files: list[Response] = []
    page.on("response", lambda got: files.append(got) if "/assets/" in got.url else None)

    _opened(page, "/")
    expect(_content(page)).to_be_attached()

    kept = {file.headers["cache-control"] for file in files}
    packed = {file.headers.get("content-encoding") for file in files}
    assert kept == {"public, max-age=31536000, immutable"}
    assert "br" in packed


def test_a_console_error_fails_a_test(page: Page, problems: Problems) -> None:
    problems.allow("said on purpose")
    page.goto("/")

    page.evaluate("console.error('said on purpose')")

    assert [text for text in problems.found if text.startswith("said on purpose")]
    assert problems.unexpected == []


def test_the_first_page_is_accessible(page: Page) -> None:
    _opened(page, "/")
    expect(page.get_by_role("button").first).to_be_visible()

    assert axe(page) == []


def test_people_have_tenants_of_their_own(site: Site, team: Account) -> None:
    member = site.new_member(team, "viewer")

    shown = [site.ask("GET", "/me", by=person) for person in (team, member)]
    assert [one["email"] for one in shown] == [team.email, member.email]
    assert shown[0]["tenant"]["id"] == shown[1]["tenant"]["id"]
    assert shown[1]["tenant"]["roles"] == ["viewer"]


def test_somebody_signs_in_without_the_form(page: Page, team: Account, sign_in: SignIn) -> None:
    sign_in(page, team)

    with page.expect_response("**/api/v1/auth/refresh") as refreshed:
        page.goto("/")

    assert refreshed.value.json()["user"]["email"] == team.email
