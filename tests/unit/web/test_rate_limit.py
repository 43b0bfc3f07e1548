"""Token buckets: what passes, what waits how long, how many keys are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaiyyal.web.middleware.rate_limit import (
    Bucket,
    Pass,
    Policy,
    RateLimiter,
    Refused,
    limit_headers,
)

SIX_A_MINUTE = Policy("requests", 6)


def _passes(limiter: RateLimiter, key: str, *, at: float, tries: int) -> int:
    return sum(isinstance(limiter.take(key, at), Pass) for _ in range(tries))


def test_the_quota_passes_at_once_and_the_next_request_is_refused() -> None:
    limiter = RateLimiter(SIX_A_MINUTE)

    assert _passes(limiter, "a", at=0.0, tries=6) == 6
    assert limiter.take("a", 0.0) == Refused(retry_after_s=10, reset_s=60)


def test_a_client_that_waits_as_told_passes() -> None:
    limiter = RateLimiter(SIX_A_MINUTE)
    _passes(limiter, "a", at=5.0, tries=6)
    refused = limiter.take("a", 5.5)

    assert isinstance(refused, Refused)
    assert isinstance(limiter.take("a", 5.5 + refused.retry_after_s), Pass)


def test_refusals_do_not_push_the_next_pass_away() -> None:
    limiter = RateLimiter(SIX_A_MINUTE)
    _passes(limiter, "a", at=0.0, tries=500)

    assert isinstance(limiter.take("a", 10.0), Pass)


def test_tokens_come_back_with_time_up_to_the_quota() -> None:
    limiter = RateLimiter(SIX_A_MINUTE)
    _passes(limiter, "a", at=0.0, tries=6)

    assert _passes(limiter, "a", at=30.0, tries=9) == 3
    assert _passes(limiter, "a", at=9_000.0, tries=9) == 6


def test_keys_do_not_share_a_bucket() -> None:
    limiter = RateLimiter(SIX_A_MINUTE)
    _passes(limiter, "a", at=0.0, tries=7)

    assert limiter.take("b", 0.0) == Pass(remaining=5, reset_s=10)


def test_a_clock_that_jumps_back_gives_no_tokens_and_takes_none() -> None:
    limiter = RateLimiter(SIX_A_MINUTE)
    _passes(limiter, "a", at=1_000.0, tries=6)

    assert isinstance(limiter.take("a", 0.0), Refused)
    assert isinstance(limiter.take("a", 1_010.0), Pass)


def test_the_number_of_keys_is_bounded_and_the_oldest_goes_first() -> None:
    limiter = RateLimiter(SIX_A_MINUTE, max_keys=2)
    _passes(limiter, "a", at=0.0, tries=6)
    limiter.take("b", 0.0)
    limiter.take("a", 0.0)

    limiter.take("c", 0.0)

    assert len(limiter) == 2
    assert isinstance(limiter.take("a", 0.0), Refused)


@given(st.lists(st.floats(0, 30), max_size=60))
def test_no_window_passes_more_than_its_quota_and_what_came_back(waits: list[float]) -> None:
    bucket, now, passed = Bucket(SIX_A_MINUTE, 0.0), 0.0, 0
    for wait in waits:
        now += wait
        passed += isinstance(bucket.take(now), Pass)

    assert passed <= 6 + now * SIX_A_MINUTE.per_second + 1e-6


def test_headers_are_structured_fields() -> None:
    assert limit_headers(SIX_A_MINUTE, Pass(remaining=5, reset_s=10)) == {
        "RateLimit-Policy": '"requests";q=6;w=60',
        "RateLimit": '"requests";r=5;t=10',
    }


def test_headers_of_a_refusal_say_when_to_try_again() -> None:
    headers = limit_headers(SIX_A_MINUTE, Refused(retry_after_s=10, reset_s=60))

    assert headers["RateLimit"] == '"requests";r=0;t=60'
    assert headers["Retry-After"] == "10"


@pytest.mark.parametrize(("quota", "window_s"), [(0, 60), (-1, 60), (1, 0)])
def test_a_policy_that_lets_nothing_through_is_a_mistake(quota: int, window_s: int) -> None:
    with pytest.raises(ValueError, match="requests"):
        Policy("requests", quota, window_s)
