"""Which literal addresses may be connected to."""

from ipaddress import ip_address

import pytest

from thaiyyal.outbound.addresses import AddressPolicy, embedded_addresses

REFUSED = [
    "0.0.0.0",
    "0.0.0.1",
    "0.255.255.255",
    "10.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.0",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.0",
    "127.0.0.1",
    "127.0.1.1",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.0.0",
    "169.254.169.254",
    "169.254.170.2",
    "169.254.255.255",
    "172.16.0.0",
    "172.16.0.1",
    "172.20.10.1",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.1",
    "192.0.0.170",
    "192.0.0.192",
    "192.0.0.255",
    "192.0.2.0",
    "192.0.2.1",
    "192.0.2.255",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.88.99.255",
    "192.175.48.1",
    "192.168.0.0",
    "192.168.0.1",
    "192.168.1.1",
    "192.168.255.255",
    "198.18.0.0",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.0",
    "198.51.100.1",
    "198.51.100.255",
    "203.0.113.0",
    "203.0.113.1",
    "203.0.113.255",
    "224.0.0.0",
    "224.0.0.1",
    "224.0.0.251",
    "239.255.255.250",
    "239.255.255.255",
    "240.0.0.0",
    "240.0.0.1",
    "250.1.2.3",
    "255.255.255.254",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::ffff",
    "::7f00:1",
    "::127.0.0.1",
    "::10.0.0.1",
    "::8.8.8.8",
    "::169.254.169.254",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:192.168.1.1",
    "::ffff:7f00:1",
    "::ffff:8.8.8.8",
    "::ffff:0.0.0.0",
    "::ffff:100.64.0.1",
    "::ffff:0:127.0.0.1",
    "::ffff:0:8.8.8.8",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b::8.8.8.8",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "64:ff9b:1::10.0.0.1",
    "64:ff9b:1:ffff::192.168.0.1",
    "100::1",
    "100::ffff:ffff:ffff:ffff",
    "100:0:0:1::1",
    "200::1",
    "400::1",
    "800::1",
    "1000::1",
    "1fff:ffff::1",
    "4000::1",
    "5f00::1",
    "6000::1",
    "8000::1",
    "a000::1",
    "c000::1",
    "e000::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:0:7f00:1::",
    "2001::f5ff:fffe",
    "2001:1::1",
    "2001:2::1",
    "2001:3::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2001:db8:ffff:ffff::1",
    "2001:db8::10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:a9fe:a9fe::",
    "2002:c0a8:101::1",
    "2002:808:808::1",
    "2620:4f:8000::1",
    "3ffe::1",
    "3ffe:ffff::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "fc00::1",
    "fc00:ec2::254",
    "fd00::1",
    "fd00:ec2::254",
    "fd12:3456:789a:1::1",
    "fdff:ffff::1",
    "fe80::1",
    "fe80::a9fe:a9fe",
    "fe80::1%eth0",
    "febf:ffff::1",
    "fec0::1",
    "feff:ffff::1",
    "ff00::1",
    "ff01::1",
    "ff02::1",
    "ff02::fb",
    "ff05::2",
    "ff0e::1",
    "ffff:ffff::1",
    "2606:4700::1%eth0",
]

ACCEPTED = [
    "1.0.0.1",
    "1.1.1.1",
    "8.8.4.4",
    "8.8.8.8",
    "9.9.9.9",
    "9.255.255.255",
    "11.0.0.0",
    "11.0.0.1",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "140.82.112.3",
    "151.101.1.69",
    "168.63.129.15",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "185.199.108.153",
    "191.255.255.255",
    "192.0.1.0",
    "192.0.3.0",
    "192.88.98.1",
    "192.88.100.1",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "198.51.99.255",
    "198.51.101.0",
    "203.0.112.255",
    "203.0.114.0",
    "216.58.206.174",
    "223.255.255.255",
    "2000::1",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2001:4860:4860::8844",
    "2001:db7::1",
    "2001:db9::1",
    "2003::1",
    "2400:cb00::1",
    "2606:4700:4700::1111",
    "2606:2800:220:1:248:1893:25c8:1946",
    "2620:fe::fe",
    "2620:4f:7fff::1",
    "2620:4f:8001::1",
    "2a00:1450:4001:81b::200e",
    "2a03:2880:f12f:83:face:b00c:0:25de",
    "2c0f:fb50:4003::1",
    "3ffd::1",
    "3fff:1000::1",
]


def test_the_tables_are_large_enough() -> None:
    assert len(set(REFUSED)) >= 120
    assert len(set(ACCEPTED)) >= 40


@pytest.mark.parametrize("text", REFUSED)
def test_a_special_or_private_address_is_refused(text: str) -> None:
    assert AddressPolicy().refusal(text)


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_public_address_is_accepted(text: str) -> None:
    assert AddressPolicy().refusal(text) is None


def test_an_allowed_network_is_accepted_and_its_neighbours_are_not() -> None:
    policy = AddressPolicy(["10.1.0.0/16", "fd00:1::/32"])

    assert policy.refusal("10.1.255.255") is None
    assert policy.refusal("fd00:1::5") is None
    assert policy.refusal("10.2.0.0") == "private"
    assert policy.refusal("fd00:2::5") == "unique-local"


def test_an_allowed_translating_prefix_opens_no_private_network() -> None:
    policy = AddressPolicy(["64:ff9b::/96", "2002::/16"])

    assert policy.refusal("64:ff9b::8.8.8.8") is None
    assert policy.refusal("64:ff9b::10.0.0.1") == "private"
    assert policy.refusal("2002:a00:1::") == "private"


def test_allowing_a_network_does_not_allow_its_mapped_form() -> None:
    assert AddressPolicy(["127.0.0.0/8"]).refusal("::ffff:127.0.0.1") == "IPv4-mapped"


def test_two_policies_for_the_same_networks_are_equal() -> None:
    assert AddressPolicy(["10.0.0.0/8"]) == AddressPolicy(("10.0.0.0/8",))


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("::ffff:10.0.0.1", ["10.0.0.1"]),
        ("64:ff9b::a00:1", ["10.0.0.1"]),
        ("2002:7f00:1::", ["127.0.0.1"]),
        ("2001:0:808:808::f5ff:fffe", ["10.0.0.1", "8.8.8.8"]),
        ("2606:4700::1", []),
        ("::1", []),
    ],
)
def test_an_embedded_address_is_found(text: str, inner: list[str]) -> None:
    assert [str(found) for found in embedded_addresses(ip_address(text))] == inner


@pytest.mark.parametrize(
    ("address", "kind"),
    [("::", "unspecified"), ("::1", "loopback"), ("::2", "IPv4-compatible")],
)
def test_the_first_addresses_of_ipv6_are_told_by_what_they_are(address: str, kind: str) -> None:
    assert AddressPolicy().refusal(address) == kind
