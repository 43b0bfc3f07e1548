"""Sign-in with a real provider: who gets in, who does not, and what cannot be turned around."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.integration.accounts.people import as_owner, make_person
from tests.integration.accounts.provider import (
    Browser,
    Provider,
    refresh_cookie_of,
    running_provider,
)
from thaiyyal.features.accounts.settings import AccountSettings, OidcProvider
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform, platform_on

OWN = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def platform(postgres: EmbeddedServer, provider: Provider) -> Iterator[Platform]:
    plain = OidcProvider("plain", provider.issuer, "thaiyyal", "secret")
    settings = AccountSettings(
        providers=(
            plain,
            replace(plain, name="corporate", tenant="corporate", label="Acme"),
            replace(plain, name="linking", link_by_email=True),
            replace(
                plain,
                name="domains",
                tenant="corporate",
                default_role="editor",
                allow_email_domains=("acme.example",),
            ),
            replace(plain, name="roleless", tenant="corporate", default_role="nothing"),
            replace(plain, name="gone", issuer="http://127.0.0.1:1"),
            replace(plain, name="another", client_id="another"),
        )
    )
    with platform_on(postgres, accounts=settings) as platform:
        platform.make_tenant("corporate")
        yield platform


@pytest.fixture
def browser(platform: Platform, provider: Provider) -> Browser:
    return Browser(platform, provider)


def who(platform: Platform, answer: Answer) -> dict[str, Any]:
    """Return who is signed in after coming back, by the cookie that came with it."""
    headers = {"cookie": refresh_cookie_of(answer), **OWN}
    found = platform.ask("POST", "/auth/refresh", json={}, headers=headers)
    assert found.status == 200, found.body
    signed_in: dict[str, Any] = found.json
    return signed_in


def refusals(platform: Platform, provider: str) -> list[str]:
    rows = as_owner(
        platform,
        "SELECT convert_from(details, 'UTF8')::json ->> 'because' AS because FROM audit_logs"
        " WHERE action = 'session.refused' AND resource_id = %s ORDER BY id",
        provider,
    )
    return [row["because"] for row in rows]


def test_the_page_is_told_of_the_providers(platform: Platform) -> None:
    options = platform.ask("GET", "/auth/options").json

    assert options["providers"][1] == {
        "name": "corporate",
        "label": "Acme",
        "path": "/api/v1/auth/oidc/corporate/start",
    }


def test_the_way_there_has_state_nonce_and_a_challenge(platform: Platform) -> None:
    answers = [platform.ask("GET", "/auth/oidc/plain/start") for _ in range(2)]
    asked, again = (parse_qs(urlsplit(a.headers["location"]).query) for a in answers)
    (cookie,) = answers[0].headers.getlist("set-cookie")

    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://testserver/api/v1/auth/oidc/plain/callback"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid email profile"]
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))
    assert "; Path=/api/v1/auth/oidc; Max-Age=600; HttpOnly; SameSite=Lax" in cookie
    assert asked["state"][0] not in cookie


def test_the_first_sign_in_makes_a_member_where_the_settings_say_so(
    browser: Browser, provider: Provider
) -> None:
    provider.set_user("s-1", email="Grace@Example.com", email_verified=True, name="Grace")

    answer = browser.sign_in("corporate", "s-1")
    found = who(browser.platform, answer)
    again = who(browser.platform, browser.sign_in("corporate", "s-1"))

    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert (found["user"]["email"], found["user"]["name"]) == ("grace@example.com", "Grace")
    assert (found["tenant"]["slug"], found["tenant"]["roles"]) == ("corporate", ["viewer"])
    assert again["user"]["id"] == found["user"]["id"]


def test_what_happened_is_recorded(browser: Browser, provider: Provider) -> None:
    provider.set_user("s-2", email="s-2@example.com")
    user = who(browser.platform, browser.sign_in("corporate", "s-2"))["user"]["id"]

    rows = as_owner(
        browser.platform, "SELECT action FROM audit_logs WHERE user_id = %s ORDER BY id", user
    )

    assert [row["action"] for row in rows][:4] == [
        "user.registered",
        "identity.linked",
        "user.joined",
        "session.started",
    ]


def test_an_account_is_known_by_its_subject_not_its_address(
    browser: Browser, provider: Provider
) -> None:
    provider.set_user("s-3", email="before@example.com", email_verified=True)
    first = who(browser.platform, browser.sign_in("corporate", "s-3"))

    provider.set_user("s-3", email="after@example.com", email_verified=True)
    then = who(browser.platform, browser.sign_in("corporate", "s-3"))

    assert then["user"] == first["user"]


def test_without_a_tenant_in_the_settings_strangers_stay_out(
    browser: Browser, provider: Provider
) -> None:
    provider.set_user("s-4", email="s-4@example.com", email_verified=True)

    answer = browser.sign_in("plain", "s-4")

    assert (answer.status, answer.code) == (403, "not_admitted")
    assert refusals(browser.platform, "plain")[-1] == "no_account"


@pytest.mark.parametrize("name", ["corporate", "plain"])
def test_an_account_with_the_same_address_is_not_taken_over(
    browser: Browser, provider: Provider, name: str
) -> None:
    person = make_person(browser.platform)
    provider.set_user(f"thief-{name}", email=person.email, email_verified=True)

    answer = browser.sign_in(name, f"thief-{name}")

    assert (answer.status, answer.code) == (403, "not_admitted")


def test_it_is_linked_when_the_setting_says_so_and_both_sides_vouch_for_the_address(
    browser: Browser, provider: Provider
) -> None:
    person = make_person(browser.platform)
    as_owner(browser.platform, "UPDATE users SET email_verified = true WHERE id = %s", person.id)
    provider.set_user("linked", email=person.email, email_verified=True)

    found = who(browser.platform, browser.sign_in("linking", "linked"))
    by_another_button = who(browser.platform, browser.sign_in("plain", "linked"))

    assert found["user"]["id"] == by_another_button["user"]["id"] == str(person.id)
    assert found["tenant"]["id"] == str(person.tenant_id)


@pytest.mark.parametrize(
    ("here", "there"), [(True, False), (True, None), (False, True)], ids=["there", "silent", "here"]
)
def test_it_is_not_linked_when_one_side_does_not(
    browser: Browser, provider: Provider, here: bool, there: bool | None
) -> None:
    person, subject = make_person(browser.platform), f"unvouched-{here}-{there}"
    as_owner(
        browser.platform, "UPDATE users SET email_verified = %s WHERE id = %s", here, person.id
    )
    verified = {} if there is None else {"email_verified": there}
    provider.set_user(subject, email=person.email, **verified)

    answer = browser.sign_in("linking", subject)

    assert (answer.status, refusals(browser.platform, "linking")[-1]) == (403, "account_not_linked")


@pytest.mark.parametrize(
    ("email", "verified", "status"),
    [
        ("a@acme.example", True, 303),
        ("b@ACME.example", True, 303),
        ("c@acme.example", False, 403),
        ("d@acme.example", None, 403),
        ("e@evil-acme.example", True, 403),
        ("f@acme.example.evil.example", True, 403),
        ("no address", True, 403),
    ],
)
def test_listed_domains_let_only_verified_addresses_of_them_in(
    browser: Browser, provider: Provider, email: str, verified: bool | None, status: int
) -> None:
    claims = {} if verified is None else {"email_verified": verified}
    provider.set_user(f"d-{email[0]}", email=email, **claims)

    assert browser.sign_in("domains", f"d-{email[0]}").status == status


def test_a_disabled_user_stays_out(browser: Browser, provider: Provider) -> None:
    provider.set_user("s-5", email="s-5@example.com")
    user = who(browser.platform, browser.sign_in("corporate", "s-5"))["user"]["id"]
    as_owner(browser.platform, "UPDATE users SET disabled_at = now() WHERE id = %s", user)

    answer = browser.sign_in("corporate", "s-5")

    assert (answer.status, refusals(browser.platform, "corporate")[-1]) == (403, "user_disabled")


def test_a_role_that_is_not_there_lets_nobody_in(browser: Browser, provider: Provider) -> None:
    provider.set_user("s-6", email="s-6@example.com")

    answer = browser.sign_in("roleless", "s-6")
    found = as_owner(browser.platform, "SELECT 1 FROM users WHERE email = 's-6@example.com'")

    assert (answer.status, found) == (403, [])


def test_another_state_is_refused(browser: Browser, provider: Provider) -> None:
    back = provider.authorize(browser.begin("plain"), "s-1")

    answers = [browser.come_back(back, state=state) for state in ("x", "é" * 9)]

    assert {(answer.status, answer.code) for answer in answers} == {(401, "sign_in_failed")}
    assert refusals(browser.platform, "plain")[-1] == "state"


def test_somebody_elses_browser_cannot_finish_a_sign_in(
    browser: Browser, provider: Provider
) -> None:
    back = provider.authorize(browser.begin("plain"), "s-1")
    victim = Browser(browser.platform, provider)

    without = victim.come_back(back)
    victim.begin("plain")
    with_their_own = victim.come_back(back)

    assert [without.status, with_their_own.status] == [401, 401]
    assert refusals(browser.platform, "plain")[-2:] == ["cookie_missing", "state"]


@pytest.mark.parametrize("cookie", ["garbage", "AAAA", "é", "A" * 3_000])
def test_a_cookie_that_is_not_ours_is_refused(
    browser: Browser, provider: Provider, cookie: str
) -> None:
    back = provider.authorize(browser.begin("plain"), "s-1")
    browser.cookie = f"thaiyyal-oidc={cookie}"

    assert browser.come_back(back).status == 401


def test_a_way_to_one_provider_does_not_lead_back_from_another(
    browser: Browser, provider: Provider
) -> None:
    back = provider.authorize(browser.begin("plain"), "s-1").replace("/plain/", "/corporate/")

    answer = browser.come_back(back)

    assert (answer.status, refusals(browser.platform, "corporate")[-1]) == (
        401,
        "cookie_unreadable",
    )


def test_a_code_works_once(browser: Browser, provider: Provider) -> None:
    back = provider.authorize(browser.begin("corporate"), "s-1")

    answers = [browser.come_back(back) for _ in range(2)]

    assert [answer.status for answer in answers] == [303, 401]


def test_a_token_in_answer_to_another_sign_in_is_refused(
    browser: Browser, provider: Provider
) -> None:
    thief = Browser(browser.platform, provider)
    stolen = parse_qs(urlsplit(provider.authorize(browser.begin("corporate"), "s-1")).query)["code"]
    back = provider.authorize(thief.begin("corporate"), "thief")

    answer = thief.come_back(back, code=stolen[0])

    assert answer.status == 401
    assert refusals(browser.platform, "corporate")[-1].startswith("id_token_InvalidClaim")


def test_who_is_refused_there_is_told(browser: Browser, provider: Provider) -> None:
    back = provider.authorize(browser.begin("plain"), "s-1", deny=True)
    state = parse_qs(urlsplit(browser.begin("plain")).query)["state"][0]

    answer = browser.come_back(back, state=state)

    assert (answer.status, answer.code) == (401, "sign_in_failed")
    assert refusals(browser.platform, "plain")[-1] == "refused_there"


def test_an_answer_of_another_issuer_is_refused(browser: Browser, provider: Provider) -> None:
    back = provider.authorize(browser.begin("plain"), "s-1")

    answer = browser.come_back(back, iss="https://evil.example")

    assert (answer.status, refusals(browser.platform, "plain")[-1]) == (401, "issuer")


def test_a_browser_that_is_refused_goes_to_the_page(browser: Browser) -> None:
    answer = browser.platform.ask(
        "GET", "/auth/oidc/plain/callback?state=x", headers={"accept": "text/html,*/*"}
    )

    assert (answer.status, answer.headers["location"]) == (303, "/#sign-in-problem=sign_in_failed")


@pytest.mark.parametrize("step", ["start", "callback"])
def test_an_unknown_provider_is_not_there(platform: Platform, step: str) -> None:
    answers = [platform.ask("GET", f"/auth/oidc/{name}/{step}") for name in ("none", "n" * 101)]

    assert [answer.status for answer in answers] == [404, 422]


def test_a_provider_that_does_not_answer_is_unavailable(platform: Platform) -> None:
    answer = platform.ask("GET", "/auth/oidc/gone/start")

    assert (answer.status, answer.code) == (503, "provider_unavailable")
    assert answer.headers["retry-after"] == "10"
