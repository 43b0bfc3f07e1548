"""The whole table of addresses, through the client and to real sockets."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.unit.outbound.cases_accepted import ACCEPTED
from tests.unit.outbound.cases_refused import REDIRECTS, REFUSED, UNREADABLE
from tests.unit.outbound.cases_rules import NAMES, RULES
from tests.unit.outbound.dialling import send
from tests.unit.outbound.echo_server import Echo, echo_server, has_ipv6
from thaiyyal.outbound import AddressBlocked, Rules

_REFUSED = [(rules, url, why) for rules, cases in REFUSED.items() for url, why in cases]
_ACCEPTED = [(rules, url, host) for rules, cases in ACCEPTED.items() for url, host in cases]
_OPEN = RULES["this machine opened"]


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    with echo_server() as server:
        yield server


def test_the_tables_are_large_enough() -> None:
    assert len({case[:2] for case in _REFUSED}) + len(set(UNREADABLE)) >= 300
    assert len({case[:2] for case in _ACCEPTED}) >= 60


@pytest.mark.parametrize(("rules", "url", "why"), _REFUSED, ids=ascii)
def test_what_is_refused_is_never_dialled(rules: str, url: str, why: str) -> None:
    sent = send(url, RULES[rules], NAMES)

    assert sent.dialled == []
    assert isinstance(sent.error, AddressBlocked)
    assert why in sent.error.refusal.reason


@pytest.mark.parametrize("url", UNREADABLE, ids=ascii)
def test_a_url_that_can_be_read_in_two_ways_is_bad(url: str) -> None:
    sent = send(url, _OPEN, NAMES)

    assert sent.dialled == []
    assert sent.error is not None
    assert sent.error.code == "bad_url"


@pytest.mark.parametrize(("rules", "url", "address"), _ACCEPTED, ids=ascii)
def test_what_is_accepted_arrives(echo: Echo, rules: str, url: str, address: str) -> None:
    if ":" in address and not has_ipv6():
        pytest.skip("this machine has no address ::1")

    sent = send(url.replace("PORT", str(echo.port)), RULES[rules], NAMES)

    assert sent.error is None
    assert sent.response is not None
    assert f'"local": "{address}"' in sent.response.body.decode()
    assert sent.dialled[-1] == address


@pytest.mark.parametrize(("location", "code"), REDIRECTS, ids=ascii)
def test_a_redirect_is_vetted_like_every_url(echo: Echo, location: str, code: str) -> None:
    sent = send(f"http://127.0.0.1:{echo.port}/go/{quote(location, safe='')}", _OPEN, NAMES)

    assert sent.error is not None
    assert sent.error.code == code
    assert set(sent.dialled) == {"127.0.0.1"}


def test_a_public_address_is_dialled_and_nothing_else() -> None:
    names = {"example.test": ["93.184.216.34"]}

    for url in ("http://example.test/", "http://93.184.216.34/", "https://93.184.216.34:8443/"):
        sent = send(url, Rules(), names)

        assert set(sent.dialled) == {"93.184.216.34"}
        assert sent.error is not None
        assert sent.error.code == "connect_error"


def test_the_host_header_is_the_name_and_not_the_address(echo: Echo) -> None:
    sent = send(f"http://WWW.Shop.test.:{echo.port}/", _OPEN, NAMES)

    assert sent.response is not None
    assert f'"host": "www.shop.test:{echo.port}"' in sent.response.body.decode()
