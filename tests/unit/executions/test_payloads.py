"""The stored form of values: whole, beside a blob, or shortened."""

import pytest

from thaiyyal.features.executions.payloads import (
    INLINE_BYTES,
    json_text,
    payload_of,
    shortened,
)
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.store.payload import unpack, unpack_json


@pytest.mark.parametrize(("beyond", "is_blob"), [(0, False), (1, True)])
def test_what_is_longer_than_64_kib_is_a_blob(beyond: int, is_blob: bool) -> None:
    value = "x" * (INLINE_BYTES - 2 + beyond)
    text = json_text(value, most=10**6, what="it")

    payload = payload_of(value, text)

    assert (payload.blob is not None, payload.is_preview) == (is_blob, is_blob)
    if payload.blob is not None:
        assert unpack_json(payload.blob.content) == text
        assert payload.blob.size_bytes == len(text)


def test_a_short_value_is_kept_whole() -> None:
    payload = shortened({"a": [1, 2]})

    assert (unpack(payload.stored), payload.is_preview) == ({"a": [1, 2]}, False)


def test_a_long_value_is_kept_as_far_as_4_kib() -> None:
    payload = shortened([7] * 100_000)

    assert payload.is_preview
    assert len(unpack_json(payload.stored)) <= 4 * 1024


@pytest.mark.parametrize("text", ["x" * 9, "é" * 5, "\0\0"])
def test_bytes_count_not_characters(text: str) -> None:
    with pytest.raises(LimitExceeded, match="it has more than 10 bytes"):
        json_text(text, most=10, what="it")
