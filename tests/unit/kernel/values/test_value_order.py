"""The order of all values, and sorting in pieces."""

from random import Random

import pytest

from thaiyyal.kernel.values import Value, rank_of, sorted_by, sorted_values
from thaiyyal.kernel.values.order import RUN_LENGTH


def never() -> None:
    """Interrupt nothing."""


def test_kinds_of_values_have_their_places() -> None:
    ordered: list[Value] = [-1, 0.5, 10, "", "10", "B", "a", "é", "😀"]
    ordered += [False, True, [10], [1], [2], {"a": 1}, {"b": 0}, None]
    mixed = Random(7).sample(ordered, len(ordered))

    assert sorted_values(mixed, check=never) == ordered


def test_texts_are_ordered_by_code_points() -> None:
    assert sorted_values(["\U00010000", "\uffff"], check=never) == ["\uffff", "\U00010000"]


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("count", [0, 1, RUN_LENGTH, RUN_LENGTH + 1, 3 * RUN_LENGTH + 5])
def test_sorting_by_keys_is_stable_in_both_directions(count: int, reverse: bool) -> None:
    random = Random(count)
    keys: list[Value] = [random.randrange(50) for _ in range(count)]
    positions: list[Value] = list(range(count))

    found = sorted_by(keys, positions, reverse=reverse, check=never)

    assert found == sorted(range(count), key=keys.__getitem__, reverse=reverse)  # type: ignore[arg-type]


def test_sorting_many_mixed_values_agrees_with_the_ranks() -> None:
    random = Random(3)
    values: list[Value] = [
        random.choice([None, True, "a", random.random()]) for _ in range(2 * RUN_LENGTH)
    ]

    found = sorted_values(values, check=never)

    assert list(map(rank_of, found)) == sorted(map(rank_of, values))


def test_sorting_many_values_can_be_interrupted() -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    with pytest.raises(Stop):
        sorted_values(list(range(2 * RUN_LENGTH)), check=stop)


def test_sorting_leaves_its_argument_alone() -> None:
    values: list[Value] = [2, 1]

    sorted_values(values, check=never)

    assert values == [2, 1]
