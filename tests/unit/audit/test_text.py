"""What is recorded is clean, bounded, and the same text wherever it is shown."""

import hashlib
import json
from uuid import UUID

import pytest

from thaiyyal.features.audit.text import MOST_BYTES, clean, clean_address, json_text, readable


@pytest.mark.parametrize(
    "value",
    [
        {"b": 1, "a": [1.5, 1e300, -0.0, 12345678901234567890, None, True]},
        'Zoë \u2028 \u0000 \x1f \x7f / \\ " 🎻',
        {"": {"nested": [{}]}},
    ],
)
def test_reading_and_writing_again_gives_the_same_text(value: object) -> None:
    text = json_text(value)  # type: ignore[arg-type]

    again = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))

    assert again.encode() == text


def test_half_a_character_does_not_hinder_a_record() -> None:
    assert json_text({"name": "a\ud800b"}) == b'{"name":"a?b"}'


def test_ids_and_times_are_written_as_texts() -> None:
    id_ = UUID(int=7)

    assert json_text({"id": id_}) == f'{{"id":"{id_}"}}'.encode()  # type: ignore[dict-item]


def test_the_longest_text_is_kept() -> None:
    text = "a" * (MOST_BYTES - 2)

    assert json_text(text) == f'"{text}"'.encode()


def test_of_a_longer_text_size_and_digest_are_kept() -> None:
    text = "a" * (MOST_BYTES - 1)
    whole = f'"{text}"'.encode()

    kept = json.loads(json_text(text))

    digest = hashlib.sha256(whole).hexdigest()
    assert kept == {"omitted": {"size_bytes": MOST_BYTES + 1, "sha256": digest}}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:DB8:0::7", "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("", None),
        (None, None),
        ("/run/a.sock", None),
        ("203.0.113.7/8", None),
    ],
)
def test_an_address_is_kept_only_if_it_is_one(text: str | None, kept: str | None) -> None:
    assert clean_address(text) == kept


def test_texts_are_cut_and_freed_of_what_the_database_refuses() -> None:
    assert clean("a\0b\ud800cdef", most=5) == "ab?cd"


def test_what_somebody_made_unreadable_is_shown_as_text() -> None:
    assert json.loads(readable(b"{oh \xff")) == "{oh \ufffd"
