"""Which documents name a credential, however they are spelled."""

import json

import orjson
import pytest

from thaiyyal.features.credentials.uses import naming, page_of
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.store.payload import pack_json

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


def test_a_page_has_so_many_documents_as_are_unpacked_in_good_time() -> None:
    large = pack_json(b'"' + b"x" * 999_998 + b'"')
    rows = [{"id": id_, "document": large, "draft": large, "fits": id_ < 8} for id_ in range(12)]

    counts = [len(page_of(rows, limit=10, most_bytes=most)) for most in (0, 1, 4_000_000, 10**9)]

    assert len(large) < 10_000
    assert counts == [1, 1, 2, 8]
    assert len(page_of(rows[:3], limit=10)) == 3
    assert page_of([], limit=10) == []
