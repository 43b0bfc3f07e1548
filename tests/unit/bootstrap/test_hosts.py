"""What the settings say of hosts that workflows ask."""

import pytest

from thaiyyal.bootstrap.hosts import hosts_from
from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.outbound import ClientSettings
from thaiyyal.sdk import Retryable
from thaiyyal.settings.outbound import OutboundSettings
from thaiyyal.store.shared.state import local_state
from thaiyyal.testing.virtual_time import run_in_virtual_time

HOST = ("tenant", "a.example", 443)


def test_a_host_is_left_alone_after_the_failures_and_for_the_time_of_the_settings() -> None:
    breakers = hosts_from(OutboundSettings(breaker_failures=2, breaker_s=9.0)).breakers
    for _ in range(2):
        breakers.leave(HOST, failed=True, is_probe=breakers.enter(HOST))

    with pytest.raises(Retryable) as caught:
        breakers.enter(HOST)

    assert 8.0 < caught.value.after_s <= 9.0


def test_without_a_number_of_failures_no_host_is_left_alone() -> None:
    breakers = hosts_from(OutboundSettings(breaker_failures=0)).breakers
    for _ in range(50):
        breakers.leave(HOST, failed=True, is_probe=breakers.enter(HOST))

    assert breakers.enter(HOST) is False


def test_tenants_do_not_wait_for_one_another() -> None:
    hosts = hosts_from(OutboundSettings(host_requests=1, host_per_s=60.0))
    shared = local_state()
    first, second = (TenantId(new_id()) for _ in range(2))

    async def main() -> list[str]:
        outcomes = []
        for tenant in (first, second, first):
            limiter = hosts.limiter_of(tenant, shared)
            try:
                await limiter.wait("a.example", None, ClientSettings(), left_s=1.0)
                outcomes.append("sent")
            except Retryable as error:
                outcomes.append(error.code)
        return outcomes

    assert run_in_virtual_time(main()) == ["sent", "sent", "limit_exceeded"]
