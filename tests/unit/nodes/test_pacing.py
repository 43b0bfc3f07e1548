"""When the next pass is allowed, for each way of counting."""

import pytest

from thaiyyal.nodes.resilience.rate_limiter import RateLimiter
from thaiyyal.nodes.resilience.throttle import Throttle
from thaiyyal.sdk.pacing import Pace
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import run_node


def passes_at(pace: Pace, times: list[float]) -> list[float]:
    """Return when each pass that is asked for at ``times`` goes through."""
    record: tuple[float, ...] | None = None
    allowed = []
    for now in times:
        wait, record = pace.next_pass(record, now)
        allowed.append(round(now + wait, 6))
    return allowed


@pytest.mark.parametrize(
    ("strategy", "asked", "allowed"),
    [
        ("fixed_window", [0, 0, 0, 0, 0], [0, 0, 10, 10, 20]),
        ("fixed_window", [0, 9, 10, 11], [0, 9, 10, 11]),
        ("sliding_window", [0, 4, 5, 6], [0, 4, 10, 14]),
        ("sliding_window", [0, 0, 30], [0, 0, 30]),
        ("token_bucket", [0, 0, 0, 0], [0, 0, 5, 10]),
        ("token_bucket", [0, 0, 100, 100, 100], [0, 0, 100, 100, 105]),
    ],
)
def test_two_passes_per_ten_seconds(
    strategy: str, asked: list[float], allowed: list[float]
) -> None:
    pace = Pace(2, 10.0, strategy)  # type: ignore[arg-type]

    assert passes_at(pace, asked) == allowed


def test_the_record_of_a_generous_limit_stays_small() -> None:
    pace = Pace(1_000_000, 1.0, "sliding_window")
    record: tuple[float, ...] | None = None

    for now in range(100):
        _, record = pace.next_pass(record, float(now * 2))

    assert record == (1.0, 198.0, 1.0)


def test_a_throttle_keeps_a_distance() -> None:
    context = NodeContext()

    run_node(Throttle, {"requests_per_second": 4}, [1], context=context)

    [(key, pace)] = context.shared.plans
    assert key == "node"
    assert passes_at(pace, [0, 0, 0, 1]) == [0, 0.25, 0.5, 1]


@pytest.mark.parametrize("rate", [0, -1, "5", True])
def test_a_throttle_needs_a_positive_number(rate: object) -> None:
    assert run_node(Throttle, {"requests_per_second": rate}, [1]).error == "invalid_field"


@pytest.mark.parametrize(
    "data",
    [
        {"max_requests": 0, "per_duration": "1s"},
        {"max_requests": 1.5, "per_duration": "1s"},
        {"max_requests": 1, "per_duration": "0s"},
        {"max_requests": 1, "per_duration": "1s", "strategy": "leaky"},
    ],
)
def test_a_rate_limiter_refuses_what_cannot_be_kept(data: dict[str, object]) -> None:
    assert run_node(RateLimiter, data, [1]).error == "invalid_field"
