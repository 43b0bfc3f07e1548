"""From settings to rules: what the platform opens, and what it closes."""

import pytest

from thaiyyal.bootstrap.rules import platform_rules
from thaiyyal.settings import Settings, load_settings


def settings_with(**said: str) -> Settings:
    environ = {"HOME": "/home/nobody", **{f"THAIYYAL_{name}": text for name, text in said.items()}}
    return load_settings({}, environ).settings


def test_without_settings_public_addresses_are_reached() -> None:
    rules = platform_rules(settings_with()).of("acme")

    assert rules.refusal("93.184.216.34") is None
    assert rules.refusal("10.0.0.1") == "private"
    assert rules.refusal_of_name("example.org") is None


def test_an_allowed_network_is_opened_and_closes_no_other() -> None:
    rules = platform_rules(settings_with(OUTBOUND__ALLOW_NETWORKS="10.1.0.0/16")).of("acme")

    assert rules.refusal("10.1.2.3") is None
    assert rules.refusal("93.184.216.34") is None
    assert rules.refusal("10.2.0.0") == "private"


@pytest.mark.parametrize(
    ("name", "text", "host"),
    [
        ("OUTBOUND__ALLOW_DOMAINS", "example.org", "example.com"),
        ("OUTBOUND__DENY_DOMAINS", "example.com", "www.example.com"),
        ("TENANT_OUTBOUND__ACME__ALLOW_DOMAINS", "example.org", "example.com"),
        ("TENANT_OUTBOUND__ACME__DENY_DOMAINS", "example.com", "www.example.com"),
    ],
)
def test_lists_of_domains_hold(name: str, text: str, host: str) -> None:
    rules = platform_rules(settings_with(**{name: text})).of("acme")

    assert rules.refusal_of_name(host) is not None
    assert rules.refusal_of_name("example.org") is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("OUTBOUND__DENY_NETWORKS", "8.8.8.0/24"),
        ("TENANT_OUTBOUND__ACME__DENY_NETWORKS", "8.8.8.0/24"),
        ("TENANT_OUTBOUND__ACME__ALLOW_NETWORKS", "93.184.216.0/24"),
    ],
)
def test_lists_of_networks_hold(name: str, text: str) -> None:
    rules = platform_rules(settings_with(**{name: text})).of("acme")

    assert rules.refusal("8.8.8.8") is not None
    assert rules.refusal("93.184.216.34") is None


def test_what_is_said_of_one_tenant_holds_for_no_other() -> None:
    rules = platform_rules(settings_with(TENANT_OUTBOUND__ACME__DENY_DOMAINS="example.org"))

    assert rules.of("acme").refusal_of_name("example.org") is not None
    assert rules.of("other").refusal_of_name("example.org") is None
