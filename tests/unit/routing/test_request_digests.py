"""Digests tell requests apart, and tell nothing to who has not the key."""

from hashlib import sha256

from thaiyyal.features.routing import RequestDigests

REQUEST = b'POST /api/v1/credentials?\n{"token":"0123456789"}'
KEY = b"k" * 32


def test_a_digest_cannot_be_made_without_the_key() -> None:
    stored = RequestDigests(KEY).of(REQUEST)

    assert sha256(REQUEST).digest() not in stored
    assert not RequestDigests(b"o" * 32).matches(stored, REQUEST)


def test_processes_with_one_key_agree() -> None:
    stored = RequestDigests(KEY).of(REQUEST)

    assert RequestDigests(KEY).matches(stored, REQUEST)
    assert not RequestDigests(KEY).matches(stored, REQUEST + b" ")


def test_what_was_stored_before_digests_had_a_key_still_tells_requests_apart() -> None:
    stored = sha256(REQUEST).digest()

    assert RequestDigests(KEY).matches(stored, REQUEST)
    assert not RequestDigests(KEY).matches(stored, REQUEST + b" ")
