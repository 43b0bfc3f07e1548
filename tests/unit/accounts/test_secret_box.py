"""Sealed secrets: only the owner's, only unchanged, also after a rotation."""

from datetime import UTC, datetime

import pytest

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.keyring import Key, Keyring
from thaiyyal.features.accounts.secret_box import SecretBox

NOW = datetime(2030, 1, 1, tzinfo=UTC)
OLD = Key("old", bytes(range(32)), NOW)
NEW = Key("new", bytes(range(64)), NOW)
BOX = SecretBox(Keyring((OLD,)), purpose="totp")
ROTATED = SecretBox(Keyring((OLD, NEW)), purpose="totp")
PLAIN = b"GEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize("plain", [b"", PLAIN, bytes(10_000)], ids=len)
def test_what_was_sealed_is_opened(plain: bytes) -> None:
    sealed = BOX.seal(plain, aad=b"ada")

    assert BOX.open(sealed, aad=b"ada") == plain
    assert plain == b"" or plain not in sealed


def test_the_same_secret_is_sealed_differently_each_time() -> None:
    assert BOX.seal(PLAIN, aad=b"ada") != BOX.seal(PLAIN, aad=b"ada")


def test_a_secret_of_one_owner_is_not_opened_for_another() -> None:
    with pytest.raises(UnreadableSecret):
        BOX.open(BOX.seal(PLAIN, aad=b"ada"), aad=b"bob")


def test_a_secret_of_one_purpose_is_not_opened_for_another() -> None:
    other = SecretBox(Keyring((OLD,)), purpose="credentials")

    with pytest.raises(UnreadableSecret):
        other.open(BOX.seal(PLAIN, aad=b"ada"), aad=b"ada")


def test_every_changed_byte_is_noticed() -> None:
    sealed = BOX.seal(PLAIN, aad=b"ada")

    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(UnreadableSecret):
            BOX.open(bytes(changed), aad=b"ada")


def test_every_shortened_text_is_refused() -> None:
    sealed = BOX.seal(PLAIN, aad=b"ada")

    for length in range(len(sealed)):
        with pytest.raises(UnreadableSecret):
            BOX.open(sealed[:length], aad=b"ada")


def test_a_rotation_opens_the_old_and_seals_with_the_new() -> None:
    before = BOX.seal(PLAIN, aad=b"ada")
    after = ROTATED.seal(PLAIN, aad=b"ada")

    assert ROTATED.open(before, aad=b"ada") == PLAIN
    assert ROTATED.open(after, aad=b"ada") == PLAIN
    assert ROTATED.needs_resealing(before)
    assert not ROTATED.needs_resealing(after)
    with pytest.raises(UnreadableSecret, match="key"):
        BOX.open(after, aad=b"ada")


def test_the_format_of_sealed_bytes_is_kept() -> None:
    fixed = SecretBox(Keyring((OLD,)), purpose="totp", draw=bytes)
    sealed = bytes.fromhex(
        "01036f6c64000000000000000000000000"
        "d9a349f6e36057ee9595df4f489b54d3a673d614833feb4ea589c534457f45bb"
    )

    assert fixed.seal(PLAIN, aad=b"ada") == sealed
    assert BOX.open(sealed, aad=b"ada") == PLAIN


def test_no_message_holds_the_secret() -> None:
    sealed = BOX.seal(PLAIN, aad=b"ada")

    with pytest.raises(UnreadableSecret) as refused:
        BOX.open(sealed, aad=b"bob")

    assert PLAIN.decode() not in refused.value.message
