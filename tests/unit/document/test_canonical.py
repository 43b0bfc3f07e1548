"""Reading, the canonical form and the hash."""

import json

import pytest

from thaiyyal.document import (
    MAX_DOCUMENT_BYTES,
    BadDocument,
    canonical_json,
    content_hash,
    document_from_yaml,
    read_document,
    yaml_from_document,
)
from thaiyyal.kernel.values import Value

Document = dict[str, Value]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"nodes": [], "nodes": []}', id="key twice"),
        pytest.param('{"nodes": [{"id": "a", "data": {"x": 1, "x": 1}}]}', id="inner key twice"),
        pytest.param('{"x": NaN}', id="NaN"),
        pytest.param('{"x": Infinity}', id="Infinity"),
        pytest.param('{"x": 1e999}', id="too large"),
        pytest.param('{"x": "\\ud800"}', id="lone surrogate"),
        pytest.param("[" * 10_000 + "]" * 10_000, id="10,000 deep"),
        pytest.param('{"a":' * 10_000 + "1" + "}" * 10_000, id="10,000 objects deep"),
        pytest.param('{"nodes": []', id="cut off"),
        pytest.param("", id="empty"),
        pytest.param("\x00", id="NUL"),
        pytest.param('{"x": "a\x00b"}', id="raw NUL in a text"),
        pytest.param("{'nodes': []}", id="single quotes"),
        pytest.param("{} {}", id="two values"),
    ],
)
def test_a_bad_text_is_refused_with_one_clear_error(text: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_document(text)

    assert caught.value.code == "invalid_document"
    assert caught.value.message


def test_a_document_may_be_as_large_as_the_limit() -> None:
    frame = '{"description": ""}'
    most = frame.replace('""', '"' + "x" * (MAX_DOCUMENT_BYTES - len(frame)) + '"')

    assert read_document(most)
    with pytest.raises(BadDocument, match="larger than 10 MiB"):
        read_document(most + " ")


def test_the_limit_counts_bytes_not_characters() -> None:
    text = '{"description": "' + "é" * (MAX_DOCUMENT_BYTES // 2) + '"}'

    with pytest.raises(BadDocument, match="larger than 10 MiB"):
        read_document(text)


def test_the_canonical_form_does_not_depend_on_spelling() -> None:
    one: Document = {"nodes": [{"type": "number", "id": "a", "data": {"value": 1.0, "label": "x"}}]}
    data: Document = {"label": "x", "value": 1}
    node: Document = {"id": "a", "parent": None, "data": data, "type": "number"}
    other: Document = {"edges": None, "nodes": [node]}

    assert canonical_json(one) == canonical_json(other)
    assert content_hash(one) == content_hash(other)


def test_the_order_of_keys_inside_values_is_kept() -> None:
    one: Document = {
        "nodes": [{"id": "a", "type": "json_input", "data": {"value": {"b": 1, "a": 2}}}]
    }
    other: Document = {
        "nodes": [{"id": "a", "type": "json_input", "data": {"value": {"a": 2, "b": 1}}}]
    }

    assert content_hash(one) != content_hash(other)


def test_a_null_value_is_kept() -> None:
    given: Document = {"nodes": [{"id": "a", "type": "json_input", "data": {"value": None}}]}

    assert json.loads(canonical_json(given)) == given


def test_canonical_json_reads_back_as_itself() -> None:
    given: Document = {
        "zebra": 1,
        "name": "n",
        "nodes": [],
        "edges": [{"target": "b", "source": "a"}],
    }

    text = canonical_json(given)

    assert canonical_json(json.loads(text)) == text
    assert list(json.loads(text)) == ["name", "nodes", "edges", "zebra"]


def test_yaml_and_back_is_the_same_document() -> None:
    values: list[Value] = [
        "yes",
        "1",
        "null",
        "a: b",
        "1e3",
        "é\n",
        " x ",
        "2020-01-01",
        None,
        True,
        1.5,
    ]
    given: Document = {"nodes": [{"id": "a", "type": "json_input", "data": {"value": values}}]}

    assert document_from_yaml(yaml_from_document(given)) == given


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: &x 1\nb: *x", id="alias"),
        pytest.param("a: !!python/object:os.system 1", id="tag"),
        pytest.param("a: 1\na: 2", id="key twice"),
        pytest.param("a: [1", id="cut off"),
        pytest.param("[" * 2000 + "]" * 2000, id="deep"),
        pytest.param("a: .nan", id="NaN"),
        pytest.param("? [1, 2]\n: 3", id="key is a list"),
        pytest.param("a: 1\n---\nb: 2", id="two documents"),
        pytest.param("a: \x00", id="NUL"),
    ],
)
def test_a_bad_yaml_text_is_refused(text: str) -> None:
    with pytest.raises(BadDocument):
        document_from_yaml(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- " * 150 + "x", id="lists"),
        pytest.param("{a: " * 150 + "x" + "}" * 150, id="objects"),
        pytest.param("? " * 150 + "x", id="keys"),
        pytest.param("".join(" " * depth + "a:\n" for depth in range(150)), id="by indent"),
    ],
)
def test_deep_yaml_is_refused_before_it_is_read(text: str) -> None:
    """Reading it takes time by the square of its depth."""
    with pytest.raises(BadDocument, match="nested deeper than 110 levels"):
        document_from_yaml(text)
