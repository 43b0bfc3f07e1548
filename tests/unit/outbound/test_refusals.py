"""What the error of a refused host tells its reader to do."""

import pytest

from thaiyyal.outbound.refusals import AddressBlocked
from thaiyyal.outbound.rules import Lists, Policy, Rules
from thaiyyal.outbound.targets import check_target, read_target

NOTHING_SAID = Rules()
TENANT_SAID = Rules(tenant=Lists(allow_domains=("example.org",)))
PLATFORM_SAID = Rules(platform=Lists(deny_domains=("example.net",)))


@pytest.mark.parametrize(
    ("url", "rules", "told"),
    [
        pytest.param("http://10.0.0.5/", NOTHING_SAID, "outbound.allow_networks", id="private"),
        pytest.param("http://[::1]/", NOTHING_SAID, "outbound.allow_networks", id="loopback"),
        pytest.param("http://127.1/", NOTHING_SAID, "four numbers", id="odd spelling"),
        pytest.param("http://169.254.169.254/", NOTHING_SAID, "keys of a machine", id="metadata"),
        pytest.param("http://metadata.goog/", NOTHING_SAID, "keys of a machine", id="its name"),
        pytest.param("http://[fe80::1%25eth0]/", NOTHING_SAID, "interface", id="interface"),
        pytest.param("http://example.com/", TENANT_SAID, "owner or admin", id="tenant"),
        pytest.param("http://example.net/", PLATFORM_SAID, "runs the platform", id="platform"),
    ],
)
def test_a_refusal_says_who_can_do_something_about_it(url: str, rules: Policy, told: str) -> None:
    with pytest.raises(AddressBlocked) as refused:
        check_target(read_target(url), rules)

    assert told in refused.value.message.partition("; ")[2]


def test_only_what_can_be_opened_names_the_setting_that_opens() -> None:
    refusals = [AddressBlocked("127.1", "an unusual spelling of an IPv4 address")]
    refusals += [AddressBlocked("a.example", "the tenant denies its domain")]

    assert not [one for one in refusals if "allow_networks" in one.message]
