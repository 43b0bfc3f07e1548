"""Previews of large values, and how large values are before they are written out."""

from typing import Any

import orjson
import pytest

from thaiyyal.features.executions.previews import MOST_BYTES, bytes_of, preview_of
from thaiyyal.kernel.values import Value, dump_json

LARGE: dict[str, Any] = {
    "text": "x" * 1_000_000,
    "list": list(range(100_000)),
    "object": {f"key{n}": n for n in range(100_000)},
    "long keys": {f"{n}" + "k" * 10_000: n for n in range(100)},
    "wide and deep": [[[[["x" * 100] * 50] * 50] * 50] * 50],
    "many bytes a character": "\U0001f9f5" * 100_000,
    "escapes": "\0" * 100_000,
}


@pytest.mark.parametrize("value", LARGE.values(), ids=LARGE.keys())
def test_a_preview_is_short_and_of_the_same_kind(value: Value) -> None:
    text = preview_of(value)

    assert len(text) <= MOST_BYTES
    assert type(orjson.loads(text)) is type(value)


@pytest.mark.parametrize("value", LARGE.values(), ids=LARGE.keys())
def test_large_values_are_known_to_be_large(value: Value) -> None:
    assert bytes_of(value, most=MOST_BYTES) > MOST_BYTES


@pytest.mark.parametrize(
    "value", [None, True, 1, "", "a", [], {}, [1, [2, {"a": None}]], {"k": ["v", 1.5]}]
)
def test_a_measure_is_never_more_than_what_is_written(value: Value) -> None:
    written = len(dump_json(value).encode())

    assert 0 < bytes_of(value, most=10**9) <= written


def test_shared_parts_count_as_often_as_they_occur() -> None:
    value: Value = "x"
    for _ in range(90):
        value = [value, value]

    assert bytes_of(value, most=10**12) > 10**12


def test_a_preview_of_shared_parts_is_short() -> None:
    value: Value = "x"
    for _ in range(90):
        value = {"left": value, "right": value}

    assert len(preview_of(value)) <= MOST_BYTES
