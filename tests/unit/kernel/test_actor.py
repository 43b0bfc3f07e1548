"""Where limits count somebody."""

import pytest

from thaiyyal.kernel.actor import Origin


def test_all_addresses_of_one_ipv6_network_are_one_place() -> None:
    """A customer has 2**64 of them: a limit of each would be none."""
    places = {Origin(f"2001:db8:1:2::{last:x}").place for last in range(1, 100)}

    assert places == {"2001:db8:1:2::/64"}
    assert Origin("2001:db8:1:3::1").place not in places


@pytest.mark.parametrize("address", ["192.0.2.7", "192.0.2.8"])
def test_an_ipv4_address_is_a_place_of_its_own(address: str) -> None:
    assert Origin(address).place == address


@pytest.mark.parametrize("address", [None, "", "testclient"])
def test_what_is_no_address_is_one_place(address: str | None) -> None:
    assert Origin(address).place == "nowhere"
