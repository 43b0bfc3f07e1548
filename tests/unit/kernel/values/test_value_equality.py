"""Loose and strict equality, and keys that agree with the strict one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaiyyal.kernel.values import Value, loosely_equal, strict_key, strictly_equal

SMALL = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 0.0, 1.0, 1.5, "", "1", "a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("left", "right", "is_loose", "is_strict"),
    [
        (1, 1.0, True, True),
        (0, -0.0, True, True),
        (1, "1", True, False),
        ("1.0", 1, True, False),
        ("1", "1.0", False, False),
        (1, " 1", False, False),
        (1, True, False, False),
        (0, False, False, False),
        (0, None, False, False),
        ("", None, False, False),
        ("true", True, False, False),
        ([1, "2"], ["1", 2], True, False),
        ([1], [1, 1], False, False),
        ([True], [1], False, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True, True),
        ({"a": 1}, {"a": "1"}, True, False),
        ({"a": None}, {}, False, False),
        ({"a": None}, {"b": None}, False, False),
        ([], {}, False, False),
    ],
)
def test_equality_of_values(left: Value, right: Value, is_loose: bool, is_strict: bool) -> None:
    assert loosely_equal(left, right) is loosely_equal(right, left) is is_loose
    assert strictly_equal(left, right) is strictly_equal(right, left) is is_strict


@given(SMALL, SMALL)
def test_strict_keys_are_equal_exactly_when_values_are(left: Value, right: Value) -> None:
    assert (strict_key(left) == strict_key(right)) is strictly_equal(left, right)


def test_values_that_share_their_parts_are_compared_once() -> None:
    left: Value = 0
    right: Value = 0.0
    for _ in range(90):
        left, right = [left, left], [right, right]

    assert strictly_equal(left, right)
    assert not loosely_equal(left, [right, [right]])
