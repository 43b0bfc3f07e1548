"""Circuit breakers: when a host is left alone, and how it is found to be back."""

from dataclasses import dataclass

import pytest

from thaiyyal.outbound.breaker import Breakers, is_failure
from thaiyyal.sdk import Response, Retryable, StepError

HOST = ("tenant", "a.example", 443)


@dataclass(slots=True)
class Time:
    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


def opened(time: Time, *, failures: int = 3) -> Breakers:
    breakers = Breakers(failures=failures, open_s=30.0, clock_s=time)
    for _ in range(failures):
        fail(breakers)
    return breakers


def fail(breakers: Breakers) -> None:
    breakers.leave(HOST, failed=True, is_probe=breakers.enter(HOST))


def left_alone_s(breakers: Breakers) -> float:
    with pytest.raises(Retryable) as caught:
        breakers.enter(HOST)
    assert caught.value.code == "connect_error"
    return caught.value.after_s


def test_only_failures_in_a_row_open_it() -> None:
    breakers = Breakers(failures=3, clock_s=Time())
    for failed in (True, True, False, True, True):
        breakers.leave(HOST, failed=failed, is_probe=breakers.enter(HOST))

    assert breakers.enter(HOST) is False


def test_an_open_one_says_what_is_going_on_and_for_how_long() -> None:
    time = Time()
    breakers = opened(time)
    time.now_s += 10.5

    with pytest.raises(Retryable) as caught:
        breakers.enter(HOST)

    assert caught.value.after_s == 19.5
    assert "a.example has failed 3 times in a row" in caught.value.message
    assert "left alone for 19.5 s" in caught.value.message


def test_one_request_finds_out_whether_the_host_is_back() -> None:
    time = Time()
    breakers = opened(time)
    time.now_s += 30.0

    assert breakers.enter(HOST) is True
    assert left_alone_s(breakers) == 30.0

    breakers.leave(HOST, failed=False, is_probe=True)
    assert breakers.enter(HOST) is False


def test_a_probe_that_fails_opens_it_again() -> None:
    time = Time()
    breakers = opened(time)
    time.now_s += 30.0
    breakers.enter(HOST)
    time.now_s += 5.0

    breakers.leave(HOST, failed=True, is_probe=True)

    assert left_alone_s(breakers) == 30.0


def test_a_probe_that_finds_out_nothing_leaves_it_to_the_next_one() -> None:
    time = Time()
    breakers = opened(time)
    time.now_s += 30.0
    breakers.enter(HOST)

    breakers.leave(HOST, failed=None, is_probe=True)

    assert breakers.enter(HOST) is True


def test_a_probe_that_never_comes_back_is_followed_by_another() -> None:
    time = Time()
    breakers = opened(time)
    time.now_s += 30.0
    breakers.enter(HOST)
    time.now_s += 30.0

    assert breakers.enter(HOST) is True


def test_what_started_before_it_opened_closes_it_when_it_is_answered_only() -> None:
    breakers = opened(Time())

    breakers.leave(HOST, failed=None, is_probe=False)
    assert left_alone_s(breakers) == 30.0

    breakers.leave(HOST, failed=False, is_probe=False)
    assert breakers.enter(HOST) is False


@pytest.mark.parametrize(
    "other", [("another", "a.example", 443), ("tenant", "b.example", 443), ("tenant", HOST[1], 80)]
)
def test_tenants_hosts_and_ports_have_their_own(other: tuple[str, str, int]) -> None:
    breakers = opened(Time())

    assert breakers.enter(other) is False


def test_without_a_number_of_failures_none_ever_opens() -> None:
    breakers = Breakers(failures=0, clock_s=Time())
    for _ in range(100):
        fail(breakers)

    assert breakers.enter(HOST) is False


def test_a_flood_of_failing_hosts_is_forgotten_oldest_first() -> None:
    breakers = opened(Time(), failures=1)

    for number in range(10_000):
        breakers.leave(("tenant", f"{number}.example", 443), failed=True, is_probe=False)

    assert breakers.enter(HOST) is False
    with pytest.raises(Retryable):
        breakers.enter(("tenant", "9999.example", 443))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        *((status, False) for status in (200, 204, 302, 400, 401, 404, 429)),
        *((status, True) for status in (500, 502, 503, 504, 599)),
        *((code, True) for code in ("connect_error", "dns_error", "timeout")),
        *((code, None) for code in ("address_blocked", "tls_error", "bad_url", "limit_exceeded")),
    ],
)
def test_what_counts_as_a_failure_of_the_host(outcome: int | str, expected: bool | None) -> None:
    if isinstance(outcome, int):
        assert is_failure(Response(outcome, "https://a.example/", {}, b"")) is expected
    else:
        assert is_failure(StepError(outcome, "it failed")) is expected
