"""`thaiyyal run` goes where the environment says, as a server does."""

import pytest

from thaiyyal.cli.files import BadUsage
from thaiyyal.cli.network import rules_of_environment

PREFIX = "THAIYYAL_OUTBOUND__"


def test_without_settings_public_addresses_are_reached() -> None:
    rules = rules_of_environment()

    assert rules.refusal("93.184.216.34") is None
    assert rules.refusal("127.0.0.1") == "loopback"


def test_all_four_lists_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + "ALLOW_NETWORKS", "127.0.0.0/8, 10.1.0.0/16,")
    monkeypatch.setenv(PREFIX + "DENY_NETWORKS", "127.0.0.2")
    monkeypatch.setenv(PREFIX + "ALLOW_DOMAINS", "example.org,localhost")
    monkeypatch.setenv(PREFIX + "DENY_DOMAINS", "ads.example.org")

    rules = rules_of_environment()

    reached = ["example.org", "www.example.org", "localhost", "10.1.0.1"]
    refused = ["example.com", "ads.example.org", "x.ads.example.org", "8.8.8.8"]
    assert [rules.refusal_of_name(host) for host in reached] == [None] * 4
    assert all(rules.refusal_of_name(host) for host in refused)
    assert rules.refusal("127.0.0.1") is None
    assert rules.refusal("127.0.0.2") == "the platform denies its network"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ALLOW_NETWORKS", "10.0.0.1/8"),
        ("DENY_NETWORKS", "example.org"),
        ("ALLOW_DOMAINS", "http://example.org"),
        ("DENY_DOMAINS", "127.0.0.1"),
    ],
)
def test_what_is_wrong_is_told_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(PREFIX + name, text)

    with pytest.raises(BadUsage, match=PREFIX + name):
        rules_of_environment()
