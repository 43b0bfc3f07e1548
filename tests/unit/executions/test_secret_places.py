"""Which texts of an input are secret, as its schema marks them."""

import pytest

from thaiyyal.features.executions.secret_places import marks_secrets, secret_texts
from thaiyyal.kernel.values import Value

PASSWORD: Value = {"type": "string", "format": "password"}
HIDDEN: Value = {"writeOnly": True}


@pytest.mark.parametrize(
    ("schema", "value", "texts"),
    [
        (PASSWORD, "a", ["a"]),
        ({"properties": {"p": PASSWORD}}, {"p": "a", "q": "b"}, ["a"]),
        ({"properties": {"p": HIDDEN}}, {"p": {"x": ["a", 7, None, True]}}, ["7", "a"]),
        ({"properties": {"o": {"properties": {"p": PASSWORD}}}}, {"o": {"p": "a"}}, ["a"]),
        ({"items": PASSWORD}, ["a", "b"], ["a", "b"]),
        ({"prefixItems": [{}, PASSWORD], "items": HIDDEN}, ["a", "b", "c"], ["b", "c"]),
        ({"items": [{}, PASSWORD], "additionalItems": HIDDEN}, ["a", "b", "c"], ["b", "c"]),
        ({"additionalProperties": PASSWORD, "properties": {"q": {}}}, {"p": "a", "q": "b"}, ["a"]),
        ({"patternProperties": {"^p": PASSWORD}}, {"p": "a"}, ["a"]),
        ({"anyOf": [{"type": "null"}, PASSWORD]}, "a", ["a"]),
        ({"allOf": [{"properties": {"p": PASSWORD}}]}, {"p": "a"}, ["a"]),
        ({"if": {}, "then": {"properties": {"p": PASSWORD}}}, {"p": "a"}, ["a"]),
        ({"$ref": "#/$defs/a~1b", "$defs": {"a/b": PASSWORD}}, "a", ["a"]),
        ({"$ref": "#/$defs/gone"}, "a", []),
        ({"properties": {"p": {"type": "string"}}}, {"p": "a"}, []),
        (True, "a", []),
    ],
)
def test_what_is_marked_is_secret(schema: Value, value: Value, texts: list[str]) -> None:
    assert sorted(secret_texts(schema, value)) == texts


@pytest.mark.parametrize(
    ("schema", "expected"),
    [({"items": [{"x": PASSWORD}]}, True), (HIDDEN, True), ({"writeOnly": False}, False),
     ({"properties": {"p": {"format": "email"}}}, False), (True, False)],
)  # fmt: skip
def test_whether_a_schema_marks_anything(schema: Value, expected: object) -> None:
    assert marks_secrets(schema) is expected


def test_a_schema_that_refers_to_itself_comes_to_an_end() -> None:
    schema: Value = {"anyOf": [{"$ref": "#"}, {"$ref": "#"}, PASSWORD]}

    assert secret_texts(schema, "a") == ["a"]
