"""Values are held against JSON Schema; schemas that reach outside themselves are refused."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.resilience.schema_validator import SchemaValidator
from thaiyyal.testing.node_harness import NodeResult, run_node

DRAFT = {
    "4": "http://json-schema.org/draft-04/schema#",
    "6": "http://json-schema.org/draft-06/schema#",
    "7": "http://json-schema.org/draft-07/schema#",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}
_TWICE: dict[str, Value] = {
    f"d{k}": {"anyOf": [{"$ref": f"#/$defs/d{k - 1}"}, {"$ref": f"#/$defs/d{k - 1}"}]}
    for k in range(1, 41)
}
DOUBLING: dict[str, Value] = {
    "$ref": "#/$defs/d40",
    "$defs": {"d0": {"type": "string"}, **_TWICE},
}


def validate(schema: Value, value: Value, **fields: object) -> NodeResult:
    return run_node(SchemaValidator, {"schema": schema, **fields}, [value])


def errors_of(result: NodeResult) -> list[tuple[str, str]]:
    assert isinstance(result.value, dict)
    return [(error["path"], error["keyword"]) for error in result.value["errors"]]  # type: ignore[index,union-attr,call-overload,misc]


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (True, None),
        ({"type": "null"}, None),
        ({"type": "integer"}, 5.0),
        ({"const": {"$ref": "http://example.org"}}, {"$ref": "http://example.org"}),
        ({"properties": {"$ref": {"type": "string"}}}, {"$ref": "x"}),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "number"}}}, 1),
        ({"items": {"$ref": "#"}, "type": "array"}, [[], [[]]]),
    ],
)
def test_a_value_that_fits_leaves_unchanged(schema: Value, value: Value) -> None:
    result = validate(schema, value)

    assert (result.port, result.value, result.meta) == ("valid", value, {"error_count": 0})


def test_every_mismatch_is_listed_in_the_order_of_places() -> None:
    schema: Value = {
        "required": ["x", "y"],
        "properties": {"b": {"items": {"type": "string"}}, "a/~": {"type": "null"}},
    }

    result = validate(schema, {"b": [1] * 11, "a/~": 1})

    places = ["", "", "/a~1~0", *(f"/b/{k}" for k in range(11))]
    keywords = ["required", "required"] + ["type"] * 12
    assert result.port == "invalid"
    assert errors_of(result) == list(zip(places, keywords, strict=True))


def test_strict_fails_the_step() -> None:
    result = validate({"minimum": 10}, 5, strict=True)

    assert result.error == "schema_invalid"


@pytest.mark.parametrize("draft", DRAFT.values(), ids=DRAFT.keys())
@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date", "2024-02-29", "2023-02-29"),
        ("date-time", "2024-01-01T00:00:00Z", "2024-01-01"),
        ("time", "10:00:00Z", "25:00:00Z"),
        ("email", "a@example.org", "a"),
        ("uri", "https://example.org/x", "x y"),
        ("ipv4", "1.2.3.4", "1.2.3"),
        ("ipv6", "::1", "::g"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123"),
        ("hostname", "example.org", "-x"),
    ],
)
def test_a_listed_format_is_asserted(draft: str, name: str, good: str, bad: str) -> None:
    schema: Value = {"$schema": draft, "format": name}

    assert validate(schema, good).port == "valid"
    assert errors_of(validate(schema, bad)) == [("", "format")]


@pytest.mark.parametrize("name", ["duration", "json-pointer", "regex", "idn-email", "iri", "mine"])
def test_another_format_is_not_asserted(name: str) -> None:
    assert validate({"format": name}, "( x y").port == "valid"


@pytest.mark.parametrize(
    "schema",
    [
        "x",
        5,
        [],
        {"type": "text"},
        {"pattern": "(?=a)"},
        {"pattern": "("},
        {"$ref": "http://127.0.0.1/s.json"},
        {"items": [{"$ref": "file:///etc/passwd"}]},
        {"properties": {"enum": {"$ref": "other.json#/a"}}},
        {"$dynamicRef": "https://example.org#a"},
        {"$ref": "#/$defs/missing"},
        {"$schema": "https://json-schema.org/draft/2019-09/schema"},
        {"$schema": "https://example.org/schema"},
    ],
)
def test_a_schema_that_is_refused(schema: Value) -> None:
    assert validate(schema, 1).error == "invalid_field"


def test_a_schema_is_needed() -> None:
    assert run_node(SchemaValidator, {}, [1]).error == "missing_field"


def test_references_that_multiply_are_stopped() -> None:
    assert validate(DOUBLING, 5).error == "limit_exceeded"


def test_references_that_multiply_with_depth_are_stopped() -> None:
    twice: Value = {"properties": {"a": {"$ref": "#"}}}
    value: Value = 1
    for _ in range(60):
        value = {"a": value}

    assert validate({"type": "object", "allOf": [twice, twice]}, value).error == "limit_exceeded"


def test_a_pattern_takes_linear_time() -> None:
    assert validate({"pattern": "^(a+)+$"}, "a" * 50_000 + "b").port == "invalid"


def test_a_recursive_schema_reads_a_deep_tree() -> None:
    tree: Value = {}
    for _ in range(48):
        tree = {"left": tree, "right": {}}
    schema: Value = {
        "type": "object",
        "properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}},
    }

    assert validate(schema, tree).port == "valid"
