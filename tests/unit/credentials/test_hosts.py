"""Patterns of hosts: how they are read, and when a change lets a credential out."""

import pytest

from thaiyyal.features.credentials.hosts import adds_any, covers, read_pattern
from thaiyyal.outbound import Credential


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("*", "*"),
        ("Example.ORG", "example.org"),
        ("example.org.", "example.org"),
        ("*.Example.org", "*.example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:DB8::1", "2001:db8::1"),
        ("localhost", "localhost"),
        ("Example.org:8080", "example.org:8080"),
        ("example.org:443", "example.org:443"),
        ("*.Example.org:8443", "*.example.org:8443"),
        ("[2001:DB8::1]:443", "[2001:db8::1]:443"),
    ],
)
def test_patterns_are_kept_in_the_spelling_of_hosts(given: str, kept: str) -> None:
    assert read_pattern(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "**",
        "*.",
        "*.org",
        "*.*.example.org",
        "*example.org",
        "a.*.example.org",
        "https://example.org",
        "example.org:0",
        "example.org:65536",
        "example.org:",
        "example.org:80:80",
        "example.org:\u0661",
        "*:443",
        "xn--a",
        "xn--a.example",
        "*.xn--a.example",
        "example.org/path",
        "example.org?x",
        "example.org#x",
        "user@example.org",
        "exa mple.org",
        "*.192.0.2.7",
        "*.2001:db8::1",
        "127.1",
        "0x7f000001",
        "[::1]",
        "fe80::1%eth0",
        "a\x00b.example",
        "\ud800.example",
    ],
)
def test_what_is_no_pattern_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_pattern(given)


@pytest.mark.parametrize(
    ("before", "after", "adds"),
    [
        (["a.example"], ["a.example"], False),
        (["a.example", "b.example"], ["b.example"], False),
        (["*"], ["a.example", "*.b.example", "*"], False),
        (["*.example.org"], ["api.example.org", "*.api.example.org"], False),
        (["*.example.org"], ["example.org"], True),
        (["*.example.org"], ["evil-example.org"], True),
        (["*.api.example.org"], ["*.example.org"], True),
        (["a.example"], ["a.example", "b.example"], True),
        (["a.example"], ["*.a.example"], True),
        (["a.example", "*.b.example"], ["*"], True),
        ([], ["a.example"], True),
        (["a.example"], ["a.example:8443"], False),
        (["*.example"], ["*.a.example:8443"], False),
        (["a.example:8443"], ["a.example:8443"], False),
        (["a.example:8443"], ["a.example"], True),
        (["a.example:8443"], ["a.example:443"], True),
        (["a.example:8443"], ["*"], True),
        (["*"], ["a.example:8443"], False),
    ],
)
def test_only_hosts_beyond_those_of_before_are_added(
    before: list[str], after: list[str], *, adds: bool
) -> None:
    assert adds_any(before, after) is adds


@pytest.mark.parametrize(
    ("pattern", "port", "is_for"),
    [
        ("a.example", 443, True),
        ("a.example", 8443, True),
        ("a.example:8443", 8443, True),
        ("a.example:8443", 443, False),
        ("*.example:8443", 8443, True),
        ("*.example:8443", 80, False),
    ],
)
def test_a_pattern_with_a_port_is_for_that_port_only(
    pattern: str, port: int, *, is_for: bool
) -> None:
    assert Credential(hosts=(pattern,)).is_for("a.example", port) is is_for
    assert covers([pattern], "a.example", port) is is_for


def test_an_address_of_version_6_may_have_a_port() -> None:
    shown = Credential(hosts=("[2001:db8::1]:8443",))

    assert shown.is_for("2001:db8::1", 8443)
    assert not shown.is_for("2001:db8::1", 443)
