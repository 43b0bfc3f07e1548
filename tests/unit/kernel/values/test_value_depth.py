"""Depth and size of values."""

import pytest

from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values import Value, check_depth, depth_of, size_of


def nested(depth: int) -> Value:
    value: Value = 1
    for at in range(depth):
        value = [value] if at % 2 else {"a": value}
    return value


def shared(depth: int) -> Value:
    value: Value = 1
    for _ in range(depth):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    ("value", "depth", "size"),
    [(1, 0, 1), ("a", 0, 1), ([], 1, 1), ([1, 2], 1, 3), ({"a": [1], "b": 2}, 2, 4)],
)
def test_depth_and_size_of_small_values(value: Value, depth: int, size: int) -> None:
    assert depth_of(value) == depth
    assert size_of(value) == size


def test_exactly_the_limit_is_deep_enough() -> None:
    check_depth(nested(100))

    with pytest.raises(LimitExceeded):
        check_depth(nested(101))
    with pytest.raises(LimitExceeded):
        size_of(nested(101))


def test_any_depth_is_measured_without_recursion() -> None:
    assert depth_of(nested(50_000)) == 50_000


def test_shared_parts_are_walked_once_and_counted_each_time() -> None:
    assert depth_of(shared(100)) == 100
    assert size_of(shared(100)) == 2**101 - 1
