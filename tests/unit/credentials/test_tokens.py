"""What token endpoints are asked, and how their answers are read."""

import base64
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from thaiyyal.features.credentials.errors import TokenRefused, TokenUnavailable
from thaiyyal.features.credentials.fields import Values
from thaiyyal.features.credentials.oauth.consent import authorize_url
from thaiyyal.features.credentials.oauth.tokens import (
    Tokens,
    client_credentials_form,
    guard,
    read_tokens,
    refresh_form,
    token_request,
)
from thaiyyal.sdk.context import Request, Response

VALUES: Values = {
    "token_url": "https://id.example/token",
    "authorize_url": "https://id.example/ask?tenant=7",
    "client_id": "us & them",
    "client_secret": "s:e/c",
    "scope": "read write",
    "extra_parameters": {"resource": "r", "grant_type": "password", "state": "mine"},
}


def form_of(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form that is sent."""
    assert isinstance(request.body, bytes)
    return parse_qs(request.body.decode())


def answer(told: object, status: int = 200) -> Response:
    body = told if isinstance(told, bytes) else orjson.dumps(told)
    return Response(status, "https://id.example/token", {}, body)


def test_id_and_secret_go_in_a_header_each_encoded() -> None:
    request = token_request(VALUES, client_credentials_form(VALUES))

    encoded = base64.b64encode(b"us%20%26%20them:s%3Ae%2Fc").decode()
    assert dict(request.headers)["Authorization"] == f"Basic {encoded}"
    assert form_of(request) == {
        "resource": ["r"],
        "state": ["mine"],
        "grant_type": ["client_credentials"],
        "scope": ["read write"],
    }
    assert not request.follow_redirects


def test_id_and_secret_go_into_the_body_where_a_service_wants_that() -> None:
    request = token_request(
        {**VALUES, "client_authentication": "body"}, refresh_form(Tokens("a", None, "r"))
    )

    asked = form_of(request)
    assert (asked["client_id"], asked["client_secret"]) == (["us & them"], ["s:e/c"])
    assert (asked["grant_type"], asked["refresh_token"]) == (["refresh_token"], ["r"])
    assert "Authorization" not in dict(request.headers)


def test_no_field_replaces_what_protects_a_consent() -> None:
    url = authorize_url(VALUES, state="S", verifier="v" * 43, redirect_uri="https://us/back")

    asked = parse_qs(urlsplit(url).query)
    assert (asked["state"], asked["response_type"], asked["tenant"]) == (["S"], ["code"], ["7"])
    assert asked["redirect_uri"] == ["https://us/back"]
    assert asked["code_challenge_method"] == ["S256"]


@pytest.mark.parametrize(
    ("lasts", "good_at", "bad_at"),
    [(3_600, 3_569, 3_571), (60, 44, 46), ("3600", 3_569, 3_571), (0, -1, 0)],
)
def test_a_token_is_not_sent_when_it_is_about_to_end(
    lasts: object, good_at: float, bad_at: float
) -> None:
    told = {"access_token": "t", "token_type": "bearer", "expires_in": lasts}

    tokens = read_tokens(answer(told), now_s=0)

    assert (tokens.is_good(good_at), tokens.is_good(bad_at)) == (True, False)


@pytest.mark.parametrize("lasts", [None, True, -1, "soon", [1]])
def test_a_token_without_a_readable_end_is_good_until_it_is_refused(lasts: object) -> None:
    told = {"access_token": "t", "expires_in": lasts}

    assert read_tokens(answer(told), now_s=0).is_good(1e12)


def test_a_refresh_token_stays_until_another_comes() -> None:
    before = Tokens("a", None, "first")

    kept = read_tokens(answer({"access_token": "b"}), now_s=0, before=before)
    replaced = read_tokens(
        answer({"access_token": "b", "refresh_token": "second"}), now_s=0, before=before
    )

    assert (kept.refresh_token, replaced.refresh_token) == ("first", "second")


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"error": "invalid_client"}, 401),
        ({"error": "<script>"}, 400),
        ({}, 302),
        ({}, 200),
        (b"no json", 200),
        (["access_token"], 200),
        ({"access_token": "a b"}, 200),
        ({"access_token": "a\r\nX: y"}, 200),
        ({"access_token": ""}, 200),
        ({"access_token": "x" * 65_537}, 200),
        ({"access_token": "a", "token_type": "mac"}, 200),
    ],
)
def test_an_answer_without_a_token_that_can_be_sent_is_a_refusal(told: object, status: int) -> None:
    with pytest.raises(TokenRefused) as caught:
        read_tokens(answer(told, status), now_s=0)

    assert "<script>" not in caught.value.message


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_of_the_service_is_no_refusal(status: int) -> None:
    with pytest.raises(TokenUnavailable):
        read_tokens(answer({}, status), now_s=0)


def test_tokens_come_back_as_they_were_packed_and_are_not_printed() -> None:
    tokens = Tokens("access", 1.5, "refresh")

    assert Tokens.unpacked(tokens.packed()) == tokens
    assert "access-" not in repr(Tokens("access-x", None, "access-y"))


@pytest.mark.parametrize("place", ["header", "body"])
def test_a_request_for_tokens_is_guarded_as_what_holds_secrets(place: str) -> None:
    values: Values = {**VALUES, "client_authentication": place}

    assert token_request(values, {}).credential is not None
    assert guard(values).is_secret
    assert not guard(values).client.allows_plain_http
    assert guard({**values, "allow_plain_http": True}).client.allows_plain_http
