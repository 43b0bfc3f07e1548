"""Memory, PostgreSQL and Redis do the same with turns and with entries of caches."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.shared.stores import STORES, store_named
from thaiyyal.sdk.pacing import Pace
from thaiyyal.testing.platform import Platform
from thaiyyal.testing.shared_contract import CACHE_CHECKS, CacheCheck, check_apart, check_turns

_strategies = st.sampled_from(["fixed_window", "sliding_window", "token_bucket"])
_paces = st.builds(
    Pace,
    st.integers(1, 8) | st.integers(1_000, 3_000),
    st.floats(0.001, 100.0),
    _strategies,
)
_times = st.lists(st.floats(0.0, 300.0), max_size=25).map(
    lambda steps: [1.7e9 + at for at in sorted(steps)]
)


@pytest.mark.parametrize("store", STORES)
def test_turns_are_those_of_the_arithmetic(
    store: str, platform: Platform, request: pytest.FixtureRequest
) -> None:
    tenant_id = platform.make_tenant().tenant_id

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_paces, _times, _paces)
    def holds(pace: Pace, times: list[float], after: Pace) -> None:
        async def checked() -> None:
            async with store_named(store, platform.database, request) as (turns, _):
                await check_turns(turns, tenant_id, pace, times, after=after)

        platform.run(checked())

    holds()


@pytest.mark.parametrize("store", STORES)
def test_a_sliding_window_of_many_passes_keeps_a_short_record(
    store: str, platform: Platform, request: pytest.FixtureRequest
) -> None:
    tenant_id, pace = platform.make_tenant().tenant_id, Pace(2_500, 10.0, "sliding_window")

    async def checked() -> None:
        async with store_named(store, platform.database, request) as (turns, _):
            times = [1.7e9 + n / 1_000 for n in range(2_600)]
            await check_turns(turns, tenant_id, pace, times, after=pace)

    platform.run(checked())


@pytest.mark.parametrize("store", STORES)
def test_limiters_do_not_count_for_one_another(
    store: str, platform: Platform, request: pytest.FixtureRequest
) -> None:
    ours, theirs = platform.make_tenant().tenant_id, platform.make_tenant().tenant_id

    async def checked() -> None:
        async with store_named(store, platform.database, request) as (turns, _):
            await check_apart(turns, ours, theirs)

    platform.run(checked())


@pytest.mark.parametrize("check", CACHE_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("store", STORES)
def test_a_cache(
    store: str, check: CacheCheck, platform: Platform, request: pytest.FixtureRequest
) -> None:
    tenant_id = platform.make_tenant().tenant_id

    async def checked() -> None:
        async with store_named(store, platform.database, request) as (_, cache):
            await check(cache, tenant_id)

    platform.run(checked())
