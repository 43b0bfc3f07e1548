"""References say where a secret is; other texts are no references."""

import pytest

from thaiyyal.secrets import Reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("vault:kv/data/shop#api_key", Reference("vault", "kv/data/shop", "api_key")),
        ("vault:kv/shop", Reference("vault", "kv/shop")),
        ("aws:shop/prod#a.b:c", Reference("aws", "shop/prod", "a.b:c")),
        (
            "aws:arn:aws:x:1:secret:shop-1a2b#k",
            Reference("aws", "arn:aws:x:1:secret:shop-1a2b", "k"),
        ),
    ],
)
def test_a_reference_is_read_and_written_alike(text: str, reference: Reference) -> None:
    assert Reference.read(text) == reference
    assert str(reference) == text


@pytest.mark.parametrize(
    "text",
    ["", "hunter2", "vault:", "vault:#a", "vault:a#", "vault:a b", "VAULT:a", "gcp:a", "vault:a\n"],
)
def test_other_texts_are_none(text: str) -> None:
    assert Reference.read(text) is None
