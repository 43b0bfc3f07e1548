"""Which documents name a credential, however they are spelled."""

import json

import orjson
import pytest

from thaiyyal.features.credentials.uses import naming
from thaiyyal.kernel.values import Value, dump_json

NAMES = ["shop", 'the "north" \\ shop', "Geschäft 🏪", "a/b</script>", "\u2028"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", ["credential", "http_client_uid"])
def test_a_document_that_names_it_is_found(name: str, field: str) -> None:
    document: dict[str, Value] = {"nodes": [{"id": "a", "data": {"deep": [{field: name}]}}]}
    texts = [
        orjson.dumps(document),
        json.dumps(document).encode(),
        json.dumps(document, indent=2, ensure_ascii=False).encode(),
        dump_json(document).encode(),
        dump_json({**document, "x": 2**70}).encode(),
    ]

    assert [naming([name, "other"]).search(text) is not None for text in texts] == [True] * 5


@pytest.mark.parametrize(
    "document",
    [
        {"credential": "shop 2"},
        {"credential": ["shop"]},
        {"my credential": "shop"},
        {"text": '"credential":"shop"'},
        {"credential": None, "name": "shop"},
    ],
)
def test_what_only_looks_like_it_is_not(document: object) -> None:
    assert naming(["shop"]).search(orjson.dumps(document)) is None


def test_a_document_of_millions_of_values_is_not_parsed() -> None:
    text = b'{"nodes":[' + b"[" * 1_000_000 + b'{"credential":"shop"}'

    assert naming(["shop"]).search(text) is not None
