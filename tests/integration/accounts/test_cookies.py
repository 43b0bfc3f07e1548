"""The refresh token in a browser: a cookie that scripts and other sites cannot use."""

from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie

import pytest

from tests.integration.accounts.people import is_signed_in, make_person, refresh, sign_in
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform, platform_on

OWN = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}


def cookie_of(answer: Answer) -> tuple[str, str, Mapping[str, str]]:
    """Return name, value and attributes of the one cookie in an answer."""
    (header,) = answer.headers.getlist("set-cookie")
    ((name, morsel),) = SimpleCookie(header).items()
    return name, morsel.value, morsel


def browser(platform: Platform) -> str:
    """Return the Cookie header of a browser in which somebody has signed in."""
    name, value, _ = cookie_of(sign_in(platform, make_person(platform), cookie=True))
    return f"{name}={value}"


def ask_with(platform: Platform, cookie: str, path: str, headers: Mapping[str, str]) -> Answer:
    return platform.ask("POST", path, json={}, headers={"cookie": cookie, **headers})


def test_a_browser_gets_the_refresh_token_in_a_cookie_and_nowhere_else(platform: Platform) -> None:
    answer = sign_in(platform, make_person(platform), cookie=True)
    name, value, attributes = cookie_of(answer)

    assert name == "thaiyyal-refresh"
    assert value.startswith("thr_")
    assert attributes["path"] == "/api/v1/auth"
    assert attributes["samesite"] == "Strict"
    assert attributes["httponly"]
    assert 29 * 86_400 < int(attributes["max-age"]) <= 30 * 86_400
    assert answer.json["refresh_token"] is None
    assert value not in answer.body.decode()


def test_a_refresh_by_cookie_answers_by_cookie(platform: Platform) -> None:
    cookie = browser(platform)

    answer = ask_with(platform, cookie, "/auth/refresh", OWN)
    _, value, _ = cookie_of(answer)

    assert (answer.status, answer.json["refresh_token"]) == (200, None)
    assert is_signed_in(platform, answer.json["access_token"])
    assert refresh(platform, value).status == 200


def test_signing_out_removes_the_cookie_and_ends_the_session(platform: Platform) -> None:
    cookie = browser(platform)

    answer = ask_with(platform, cookie, "/auth/logout", OWN)
    _, value, attributes = cookie_of(answer)

    assert (answer.status, value, attributes["max-age"]) == (204, "", "0")
    assert ask_with(platform, cookie, "/auth/refresh", OWN).status == 401


def test_a_cookie_of_a_session_that_has_ended_is_removed_too(platform: Platform) -> None:
    cookie = browser(platform)
    ask_with(platform, cookie, "/auth/logout", OWN)

    again = ask_with(platform, cookie, "/auth/logout", OWN)
    garbage = ask_with(platform, "thaiyyal-refresh=garbage", "/auth/logout", OWN)

    assert [again.status, garbage.status] == [204, 204]
    assert cookie_of(garbage)[1] == ""


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver:8080"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
def test_pages_of_others_cannot_use_the_cookie(
    platform: Platform, path: str, headers: Mapping[str, str]
) -> None:
    cookie = browser(platform)

    answer = ask_with(platform, cookie, path, headers)

    assert (answer.status, answer.code) == (403, "cross_site")
    assert ask_with(platform, cookie, "/auth/refresh", OWN).status == 200


@pytest.mark.parametrize(
    "headers",
    [OWN, {"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}],
    ids=["both", "origin", "fetch site"],
)
def test_our_own_pages_can(platform: Platform, headers: Mapping[str, str]) -> None:
    assert ask_with(platform, browser(platform), "/auth/refresh", headers).status == 200


def test_a_token_in_the_body_needs_no_origin_and_goes_before_the_cookie(platform: Platform) -> None:
    cookie = browser(platform)
    tokens = sign_in(platform, make_person(platform)).json

    answer = platform.ask(
        "POST",
        "/auth/refresh",
        json={"refresh_token": tokens["refresh_token"]},
        headers={"cookie": cookie},
    )

    assert answer.json["user"] == tokens["user"]
    assert answer.json["refresh_token"] is not None
    assert "set-cookie" not in answer.headers


def test_the_cookie_alone_opens_no_other_route(platform: Platform) -> None:
    answer = platform.ask("GET", "/me", headers={"cookie": browser(platform), **OWN})

    assert answer.status == 401


@pytest.fixture
def public(postgres: EmbeddedServer) -> Iterator[Platform]:
    """A platform behind a proxy that speaks TLS, with a page of another origin."""
    settings = AccountSettings(
        public_url="https://flows.example", web_origins=("https://app.example",)
    )
    with platform_on(postgres, accounts=settings) as platform:
        yield platform


def test_over_tls_the_cookie_is_secure_and_says_so_in_its_name(public: Platform) -> None:
    name, _, attributes = cookie_of(sign_in(public, make_person(public), cookie=True))

    assert name == "__Secure-thaiyyal-refresh"
    assert attributes["secure"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://flows.example", 200),
        ("https://app.example", 200),
        ("https://other.example", 403),
        ("http://flows.example", 403),
    ],
)
def test_the_public_address_and_listed_pages_may_use_the_cookie(
    public: Platform, origin: str, status: int
) -> None:
    answer = ask_with(public, browser(public), "/auth/refresh", {"origin": origin})

    assert answer.status == status


def test_a_cookie_without_the_secure_name_is_not_read_over_tls(public: Platform) -> None:
    cookie = browser(public).removeprefix("__Secure-")

    answer = ask_with(public, cookie, "/auth/refresh", {"origin": "https://flows.example"})

    assert answer.status == 401
