"""Other origins: none by default, listed ones exactly."""

import pytest
from starlette.responses import Response

from tests.unit.web.asking import Asked, Echo, ask, scope_of
from thaiyyal.web.middleware.cors import Cors

LISTED = "https://app.example.org"
OTHERS = [
    "https://evil.example.org",
    "https://app.example.org.evil.example",
    "https://app.example.org:8443",
    "http://app.example.org",
    "HTTPS://app.example.org",
    "null",
    "*",
    "",
]


def _asked(*origins: str, method: str = "GET", allowed: tuple[str, ...] = (LISTED,),
           wants: str | None = None, sends: str | None = None) -> Asked:  # fmt: skip
    headers = [("Origin", origin) for origin in origins]
    headers += [("Access-Control-Request-Method", wants)] if wants else []
    headers += [("Access-Control-Request-Headers", sends)] if sends else []
    app = Cors(Echo(Response(b"answer")), origins=allowed)
    return ask(app, scope_of(method=method, headers=headers))


def _permissions(asked: Asked) -> list[str]:
    return [name for name in asked.headers if name.startswith("access-control-")]


def test_a_listed_origin_may_read_answers_with_credentials() -> None:
    headers = _asked(LISTED).headers

    assert headers["access-control-allow-origin"] == LISTED
    assert headers["access-control-allow-credentials"] == "true"
    assert "ETag" in headers["access-control-expose-headers"]
    assert headers["vary"] == "Origin"


@pytest.mark.parametrize("origin", OTHERS)
def test_another_origin_gets_no_permission_whatsoever(origin: str) -> None:
    asked = _asked(origin)

    assert asked.body == b"answer"
    assert _permissions(asked) == []
    assert asked.headers["vary"] == "Origin"


def test_two_origins_are_none() -> None:
    assert _permissions(_asked(LISTED, LISTED)) == []


def test_by_default_no_origin_is_listed() -> None:
    assert _permissions(_asked(LISTED, allowed=())) == []


def test_answers_vary_by_origin_even_if_none_was_sent() -> None:
    assert _asked().headers["vary"] == "Origin"


def test_the_preflight_of_a_listed_origin_is_answered() -> None:
    asked = _asked(LISTED, method="OPTIONS", wants="PUT", sends="authorization, if-match")

    assert asked.status == 200
    assert asked.headers["access-control-allow-origin"] == LISTED
    assert "PUT" in asked.headers["access-control-allow-methods"]
    assert "If-Match" in asked.headers["access-control-allow-headers"]
    assert "Origin" in asked.headers["vary"]


@pytest.mark.parametrize(("wants", "sends"), [("TRACE", None), ("GET", "x-forwarded-for")])
def test_a_preflight_for_more_than_is_offered_is_refused(wants: str, sends: str | None) -> None:
    assert _asked(LISTED, method="OPTIONS", wants=wants, sends=sends).status == 400


@pytest.mark.parametrize("origin", OTHERS)
def test_the_preflight_of_another_origin_is_a_problem(origin: str) -> None:
    asked = _asked(origin, method="OPTIONS", wants="GET")

    assert (asked.status, asked.json["code"]) == (403, "origin_not_allowed")
    assert _permissions(asked) == []


@pytest.mark.parametrize(
    "origin", ["*", "null", "https://app.example.org/", "app.example.org", "https://*.example.org"]
)
def test_what_is_no_exact_origin_cannot_be_listed(origin: str) -> None:
    with pytest.raises(ValueError, match="is no origin"):
        Cors(Echo(), origins=[origin])
