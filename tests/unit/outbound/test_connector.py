"""The last check before a socket opens, which literal addresses pass too."""

import socket

import pytest

from thaiyyal.outbound.addresses import AddressPolicy
from thaiyyal.outbound.connector import open_socket
from thaiyyal.sdk.errors import StepError


def info(host: str) -> tuple[int, int, int, str, tuple[str, int]]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, 80))


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_no_socket_is_opened_for_a_refused_address(host: str) -> None:
    with pytest.raises(StepError) as caught:
        open_socket(info(host), AddressPolicy())

    assert caught.value.code == "address_blocked"


def test_an_allowed_address_gets_a_socket_that_does_not_block() -> None:
    with open_socket(info("127.0.0.1"), AddressPolicy(["127.0.0.0/8"])) as opened:
        assert opened.getblocking() is False
