"""Rules as values: what they mean, when they are equal, and that long lists cost nothing more."""

import re
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaiyyal.outbound import AddressPolicy, Lists, PlatformRules, Rules
from thaiyyal.outbound.networks import Address, Network, Networks, network_from
from thaiyyal.outbound.rules import domain_from
from thaiyyal.settings.outbound import TenantOutbound


def test_rules_that_mean_the_same_are_one_key() -> None:
    first = Rules(
        AddressPolicy(["10.0.0.0/8", "127.0.0.0/8"]),
        Lists(deny_networks=("10.1.0.0/16", "10.2.0.0/16")),
        tenant=Lists(allow_domains=("Bücher.example", "b.example")),
    )
    second = Rules(
        AddressPolicy(["127.0.0.0/8", "10.0.0.0/8"]),
        Lists(deny_networks=("10.2.0.0/255.255.0.0", "10.1.0.0/16", "10.1.0.0/16")),
        tenant=Lists(allow_domains=("*.b.example.", "xn--bcher-kva.example", "B.example")),
    )

    assert {first: "pool"}[second] == "pool"


@pytest.mark.parametrize(
    "other",
    [
        Rules(AddressPolicy(["127.0.0.0/8"])),
        Rules(tenant=Lists(deny_domains=("a.example",))),
        Rules(tenant=Lists(allow_domains=("b.example",))),
        Rules(tenant=Lists(allow_domains=("a.example",), deny_networks=("8.8.8.8",))),
        Rules(Rules().addresses, Lists(allow_domains=("a.example",))),
        Rules(),
    ],
    ids=str,
)
def test_rules_that_mean_something_else_are_other_keys(other: Rules) -> None:
    assert other != Rules(tenant=Lists(allow_domains=("a.example",)))


def test_the_same_lists_of_platform_and_tenant_are_told_apart() -> None:
    """A refusal says whose list it was."""
    lists = Lists(deny_domains=("a.example",))

    assert Rules(platform=lists).refusal_of_name("a.example") == "the platform denies its domain"
    assert Rules(tenant=lists).refusal_of_name("a.example") == "the tenant denies its domain"


@pytest.mark.parametrize(
    "network", ["127.0.0.0/8", "10.0.0.0/8", "0.0.0.0/0", "169.254.169.254/32", "::/0"]
)
def test_no_list_opens_what_the_platform_has_not_opened(network: str) -> None:
    lists = Lists(allow_networks=(network,))
    of_each = [Rules(platform=lists), Rules(platform_for_tenant=lists), Rules(tenant=lists)]

    for address in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"):
        assert all(rules.refusal(address) for rules in of_each)


def test_the_platform_has_lists_for_everybody_and_for_some() -> None:
    platform = PlatformRules(
        everybody=Lists(deny_domains=("ads.example",)),
        tenants={"acme": Lists(allow_domains=("example",))},
    )

    assert platform.of("acme").refusal_of_name("a.example") is None
    assert platform.of("acme").refusal_of_name("a.test") is not None
    assert platform.of("other").refusal_of_name("a.test") is None
    assert platform.of("other").refusal_of_name("x.ads.example") is not None


@pytest.mark.parametrize("host", ["A.Example", "a.example.", "www.A.EXAMPLE."])
def test_a_host_is_found_however_it_is_spelled(host: str) -> None:
    assert Rules(tenant=Lists(deny_domains=("a.example",))).refusal_of_name(host)


def test_long_lists_are_asked_as_often_as_short_ones() -> None:
    """Looking into a list touches the labels of the host and the lengths of the networks only."""
    asked: list[str] = []

    class Counted(str):
        def __hash__(self) -> int:
            asked.append(self)
            return super().__hash__()

        def __eq__(self, other: object) -> bool:
            return super().__eq__(other)

    many = Rules(tenant=Lists(deny_domains=tuple(f"d{n}.example" for n in range(1_000))))
    layer = many._layers[0]
    labels = [Counted(x) for x in ("a.b.d7.test", "b.d7.test", "d7.test", "test")]

    assert layer.deny_domains.isdisjoint(labels)
    assert len(asked) == len(labels)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("example.org", "example.org"),
        (" Example.ORG. ", "example.org"),
        ("*.example.org", "example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BU\u0308CHER.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("example\u3002org", "example.org"),
        ("org", "org"),
        ("_sip.example.org", "_sip.example.org"),
        ("a" * 63 + ".example", "a" * 63 + ".example"),
        (".".join(["a" * 61] * 4) + ".exam", ".".join(["a" * 61] * 4) + ".exam"),
    ],
)
def test_a_domain_has_one_form(text: str, domain: str) -> None:
    assert domain_from(text) == domain


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "*.",
        "*",
        "a.*.example",
        "http://example.org",
        "example.org/",
        "example.org:80",
        "user@example.org",
        "a..b",
        ".example.org",
        "-a.example",
        "a b.example",
        "a\x00.example",
        "\ud800.example",
        "a" * 64 + ".example",
        ".".join(["a" * 63] * 4),
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "\uff11\uff12\uff17.0.0.1",
        "[::1]",
        "::1",
    ],
    ids=ascii,
)
def test_what_is_no_domain_is_not_taken(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be a domain|is an address"):
        domain_from(text)


@given(st.from_regex(re.compile(r"[A-Za-z0-9_.*\- ]{1,40}", re.ASCII), fullmatch=True))
def test_domains_in_settings_are_domains_here(text: str) -> None:
    try:
        found = TenantOutbound.model_validate({"deny_domains": [text]}).deny_domains[0]
    except ValueError:
        with pytest.raises(ValueError, match=r"must be a domain|is an address"):
            domain_from(text)
    else:
        assert domain_from(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.1",
        "010.0.0.0/8",
        "example.org",
        "fe80::1%lo",
        "::1/129",
        "::ffff:10.0.0.0/104",
        "::ffff:10.0.0.1",
        "\uff11\uff10.0.0.0/8",
        "10.0.0.0-10.0.0.9",
        "*",
    ],
    ids=ascii,
)
def test_what_is_no_network_is_not_taken(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be a network|network of IPv4"):
        network_from(text)


def test_a_network_with_bits_after_its_prefix_is_told_how_to_write_it() -> None:
    with pytest.raises(ValueError, match=r"write 10\.0\.0\.0/8"):
        network_from("10.0.0.1/8")


_ADDRESSES = st.one_of(
    st.integers(0, 255).map(lambda n: ip_address(n << 24 | 5)),
    st.integers(0, 255).map(lambda n: ip_address((0x2001 << 112) + n)),
)
_NETWORKS = st.tuples(_ADDRESSES, st.integers(0, 32)).map(
    lambda pair: ip_network(f"{pair[0]}/{pair[1] * pair[0].max_prefixlen // 32}", strict=False)
)


@given(st.lists(_NETWORKS, max_size=20), _ADDRESSES)
def test_a_set_of_networks_finds_the_narrowest(networks: list[Network], address: Address) -> None:
    holding = [x for x in networks if x.version == address.version and address in x]
    narrowest = max(holding, key=lambda x: x.prefixlen, default=None)

    assert Networks(networks).find(address) == (None if narrowest is None else str(narrowest))
