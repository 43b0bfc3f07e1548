"""Addresses and schemes behind proxies: believed from trusted ones, ignored from others."""

from typing import Any

import pytest

from tests.unit.web.asking import Asked, Echo, ask, scope_of
from thaiyyal.web.middleware.proxies import TrustedProxies, networks_from_texts

NETWORKS = networks_from_texts(["10.0.0.0/8", "127.0.0.1", "fd00::/8"])


def _asked(peer: str | None, *forwarded: str, proto: str | None = None, **more: Any) -> Asked:
    headers = [("X-Forwarded-For", value) for value in forwarded]
    headers += [("X-Forwarded-Proto", proto)] if proto is not None else []
    client = None if peer is None else (peer, 1234)
    scope = scope_of(headers=headers, client=client, **more)
    return ask(TrustedProxies(Echo(), networks=NETWORKS), scope)


def test_without_a_proxy_the_client_is_the_peer() -> None:
    assert _asked("203.0.113.7").state["client_ip"] == "203.0.113.7"


def test_what_a_stranger_forwards_is_ignored() -> None:
    asked = _asked("203.0.113.7", "10.0.0.1, 198.51.100.1", proto="https")

    assert asked.state["client_ip"] == "203.0.113.7"
    assert asked.scope["scheme"] == "http"


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        (["198.51.100.1"], "198.51.100.1"),
        (["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        (["6.6.6.6, 198.51.100.1, 10.1.1.1"], "198.51.100.1"),
        (["6.6.6.6", "198.51.100.1", "10.1.1.1"], "198.51.100.1"),
        (["10.2.2.2, 10.1.1.1"], "10.2.2.2"),
        (["198.51.100.1:4711"], "198.51.100.1"),
        (["[2001:db8::1]:4711, [fd00::1]"], "2001:db8::1"),
        (["2001:DB8:0::1"], "2001:db8::1"),
        (["::ffff:198.51.100.1"], "198.51.100.1"),
        (["6.6.6.6, unknown, 10.1.1.1"], "10.1.1.1"),
        (["<script>"], "10.0.0.9"),
        ([""], "10.0.0.9"),
        ([], "10.0.0.9"),
    ],
)
def test_the_client_is_the_nearest_hop_that_is_not_trusted(
    forwarded: list[str], expected: str
) -> None:
    assert _asked("10.0.0.9", *forwarded).state["client_ip"] == expected


def test_a_peer_mapped_into_ipv6_is_the_trusted_proxy_it_is() -> None:
    assert _asked("::ffff:10.0.0.9", "198.51.100.1").state["client_ip"] == "198.51.100.1"


def test_only_the_nearest_hops_are_looked_at() -> None:
    trusted = ", ".join(["10.1.1.1"] * 50)

    assert _asked("10.0.0.9", f"6.6.6.6, {trusted}").state["client_ip"] == "10.1.1.1"


@pytest.mark.parametrize(
    ("proto", "scheme"),
    [("https", "https"), ("HTTPS", "https"), ("https, http", "http"), ("gopher", "http")],
)
def test_the_scheme_is_what_the_nearest_proxy_says(proto: str, scheme: str) -> None:
    assert _asked("10.0.0.9", proto=proto).scope["scheme"] == scheme


def test_a_socket_behind_tls_is_a_secure_one() -> None:
    async def app(*_: object) -> None: ...

    scope = scope_of(kind="websocket", client=("10.0.0.9", 1),
                     headers=[("X-Forwarded-Proto", "https")])  # fmt: skip

    assert ask(TrustedProxies(app, networks=NETWORKS), scope).scope["scheme"] == "wss"


def test_a_peer_without_an_address_is_not_trusted() -> None:
    assert _asked(None, "198.51.100.1").state["client_ip"] is None


@pytest.mark.parametrize("text", ["proxy.example.org", "10.0.0.1/8", "*", ""])
def test_what_is_no_network_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(ValueError, match=r"network|host bits"):
        networks_from_texts([text])
