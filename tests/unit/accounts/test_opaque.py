"""Opaque tokens: shape, checksum, what is stored."""

from hashlib import sha256

import pytest

from thaiyyal.features.accounts.errors import BadToken
from thaiyyal.features.accounts.opaque import OpaqueKind, digest_of, hint_of, new_opaque_token

TOKEN = new_opaque_token(OpaqueKind.API_KEY, draw=lambda size: bytes(range(size)))


@pytest.mark.parametrize("kind", OpaqueKind)
def test_a_new_token_is_known_by_its_digest(kind: OpaqueKind) -> None:
    token = new_opaque_token(kind)

    assert token.text.startswith(f"{kind}_")
    assert len(token.text) == 53
    assert token.digest == digest_of(token.text, kind) == sha256(token.text.encode()).digest()


@pytest.mark.parametrize("drawn", [b"\x00" * 32, b"\xff" * 32])
def test_every_256_bits_have_one_length(drawn: bytes) -> None:
    token = new_opaque_token(OpaqueKind.REFRESH, draw=lambda _: drawn)

    assert len(token.text) == 53
    assert digest_of(token.text, OpaqueKind.REFRESH) == token.digest


def test_two_tokens_differ() -> None:
    tokens = {new_opaque_token(OpaqueKind.ONE_TIME).text for _ in range(100)}

    assert len(tokens) == 100


def test_the_text_is_not_shown_by_chance() -> None:
    assert TOKEN.text[4:] not in repr(TOKEN)
    assert len(hint_of(TOKEN.text)) == 8


def test_one_kind_is_not_taken_for_another() -> None:
    as_refresh = "thr" + TOKEN.text[3:]

    for text in (TOKEN.text, as_refresh):
        with pytest.raises(BadToken):
            digest_of(text, OpaqueKind.REFRESH)


@pytest.mark.parametrize("position", range(4, 53))
def test_every_typing_error_is_noticed(position: int) -> None:
    other = "a" if TOKEN.text[position] != "a" else "b"
    text = TOKEN.text[:position] + other + TOKEN.text[position + 1 :]

    with pytest.raises(BadToken):
        digest_of(text, OpaqueKind.API_KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thk_",
        "thk",
        TOKEN.text[:-1],
        TOKEN.text + "0",
        TOKEN.text + "\n",
        " " + TOKEN.text,
        TOKEN.text.upper(),
        TOKEN.text[:-1] + "\u0660",
        "thk_" + "\x00" * 49,
        "thk_" + "0" * 1_000_000,
    ],
    ids=range(11),
)
def test_malformed_texts_are_refused(text: str) -> None:
    with pytest.raises(BadToken) as refused:
        digest_of(text, OpaqueKind.API_KEY)

    assert refused.value.code == "token_invalid"
