"""The way to a provider and back: what ties the two ends together."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from thaiyyal.features.accounts.keyring import Key, Keyring
from thaiyyal.features.accounts.oidc.errors import ProviderSignInFailed
from thaiyyal.features.accounts.oidc.flow import (
    PURPOSE,
    authorization_url,
    new_flow,
    open_flow,
    require_state,
    seal_flow,
)
from thaiyyal.features.accounts.oidc.metadata import Metadata
from thaiyyal.features.accounts.secret_box import SecretBox
from thaiyyal.features.accounts.settings import OidcProvider

NOW = datetime(2030, 1, 1, tzinfo=UTC)
BOX = SecretBox(Keyring((Key("k1", bytes(32), NOW),)), purpose=PURPOSE)
PROVIDER = OidcProvider("corporate", "https://id.example", "thaiyyal", "secret")
FLOW = new_flow(NOW)
SEALED = seal_flow(FLOW, BOX, provider="corporate")


def opened(cookie: str | None, *, provider: str = "corporate", now: datetime = NOW) -> object:
    return open_flow(cookie, BOX, provider=provider, now=now)


def test_the_address_keeps_what_the_endpoint_has_and_never_shows_the_verifier() -> None:
    endpoint = "https://id.example/authorize?tenant=7#part"
    metadata = Metadata("https://id.example", endpoint, "", "", None, secret_in_header=True)

    url = authorization_url(metadata, PROVIDER, FLOW, redirect_uri="https://flows.example/back")
    asked = parse_qs(urlsplit(url).query)

    assert url.startswith("https://id.example/authorize?tenant=7&")
    assert asked["state"] == [FLOW.state]
    assert len(asked["code_challenge"][0]) == 43
    assert FLOW.verifier not in url
    assert "secret" not in url


def test_the_challenge_is_that_of_the_rfc() -> None:
    flow = new_flow(NOW, lambda _: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    metadata = Metadata("", "https://id.example/a", "", "", None, secret_in_header=True)

    url = authorization_url(metadata, PROVIDER, flow, redirect_uri="https://flows.example/back")

    assert parse_qs(urlsplit(url).query)["code_challenge"] == [
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    ]


def test_a_cookie_is_opened_until_ten_minutes_are_over() -> None:
    assert opened(SEALED, now=NOW + timedelta(seconds=599)) == FLOW
    with pytest.raises(ProviderSignInFailed):
        opened(SEALED, now=NOW + timedelta(seconds=600))


def test_a_cookie_is_good_for_one_provider() -> None:
    with pytest.raises(ProviderSignInFailed):
        opened(SEALED, provider="another")


@pytest.mark.parametrize(
    "cookie",
    [None, "", "x", "é", "AAAA", "A" * 2_001, SEALED[:-4], SEALED[:-6] + "AAAAAA"],
    ids=["none", "empty", "short", "letters", "bytes", "long", "cut", "changed"],
)
def test_what_is_no_cookie_of_ours_is_refused(cookie: str | None) -> None:
    with pytest.raises(ProviderSignInFailed):
        opened(cookie)


def test_the_cookie_fits_and_shows_nothing() -> None:
    assert len(SEALED) < 500
    assert FLOW.state not in SEALED


@pytest.mark.parametrize(
    "state",
    [None, "", "x", FLOW.nonce, FLOW.state + "x", "\ud800"],
    ids=["none", "empty", "short", "nonce", "longer", "half a character"],
)
def test_another_state_is_refused(state: str | None) -> None:
    with pytest.raises(ProviderSignInFailed):
        require_state(FLOW, state)


def test_each_flow_is_another() -> None:
    flows = [new_flow(NOW) for _ in range(3)]

    assert len({text for flow in flows for text in (flow.state, flow.nonce, flow.verifier)}) == 9
