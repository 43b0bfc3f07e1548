"""The settings of a workflow: read, refused, kept in every form of the document."""

from collections import Counter

import pytest

from tests.unit.engine.running import checked, codes
from thaiyyal.document import (
    canonical_json,
    content_hash,
    diff_documents,
    document_from_yaml,
    yaml_from_document,
)
from thaiyyal.kernel.values import Value

FULL: dict[str, Value] = {
    "input_schema": {"type": "object", "required": ["id"]},
    "time_limit": "1h30m",
    "max_concurrency": 4,
    "durability": "ephemeral",
    "on_error_workflow": "0194c2f1-7b1a-7d1e-8f00-000000000001",
    "result_cache_ttl": "10s",
}


@pytest.mark.parametrize("settings", [{}, {"settings": None}, {"settings": {}}])
def test_a_workflow_without_settings_has_the_defaults(settings: dict[str, object]) -> None:
    found = checked({"nodes": [], **settings}).workflow

    assert found is not None
    assert found.settings.durability == "durable"
    assert found.settings.input_schema is None
    assert found.settings.time_limit is None


@pytest.mark.parametrize("name", FULL)
def test_a_setting_beside_the_settings_is_a_warning(name: str) -> None:
    found = checked({"nodes": [], name: FULL[name]})

    assert [(one.code, one.field) for one in found.warnings] == [("unknown_field", name)]


def test_settings_are_read_durations_as_seconds() -> None:
    workflow = checked({"nodes": [], "settings": FULL}).workflow

    assert workflow is not None
    settings = workflow.settings
    assert (settings.time_limit, settings.max_concurrency) == (5400.0, 4)
    assert (settings.durability, settings.result_cache_ttl) == ("ephemeral", 10.0)
    assert settings.on_error_workflow == FULL["on_error_workflow"]
    assert settings.input_schema is not None
    assert [m.keyword for m in settings.input_schema.mismatches({}, check=lambda: None)] == [
        "required"
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("input_schema", {"type": "no such type"}),
        ("input_schema", {"$ref": "https://example.org/schema.json"}),
        ("input_schema", {"$ref": "file:///etc/passwd"}),
        ("input_schema", "object"),
        ("time_limit", "0"),
        ("time_limit", "24h1ms"),
        ("time_limit", 60),
        ("max_concurrency", 0),
        ("max_concurrency", True),
        ("max_concurrency", "2"),
        ("durability", "inline"),
        ("on_error_workflow", "errors"),
        ("on_error_workflow", ""),
        ("result_cache_ttl", "0s"),
    ],
)
def test_a_wrong_setting_is_a_problem_of_its_field(key: str, value: object) -> None:
    problems = checked({"nodes": [], "settings": {key: value}}).problems

    assert [(one.code, one.node, one.field) for one in problems] == [
        ("invalid_field", None, f"settings.{key}")
    ]


def test_all_wrong_settings_are_told_together_with_wrong_nodes() -> None:
    settings = {"time_limit": "soon", "max_concurrency": -1}

    found = codes({"nodes": [{"id": "a", "type": "nothing"}], "settings": settings})

    assert Counter(found) == {"invalid_field": 2, "unknown_type": 1}


def test_settings_that_are_no_object_are_a_problem() -> None:
    assert codes({"nodes": [], "settings": []}) == ["invalid_field"]


def test_an_unknown_setting_is_a_warning() -> None:
    found = checked({"nodes": [], "settings": {"colour": "red"}})

    assert found.workflow is not None
    assert [(one.code, one.field) for one in found.warnings] == [
        ("unknown_field", "settings.colour")
    ]


def test_documents_without_settings_keep_their_canonical_form() -> None:
    text = '{"name":"n","nodes":[{"id":"a","type":"number"}],"edges":[],"more":1}'

    found = canonical_json(
        {"more": 1, "edges": [], "nodes": [{"type": "number", "id": "a"}], "name": "n"}
    )

    assert found == text


def test_the_hash_covers_settings_whatever_the_order_of_their_keys() -> None:
    one = content_hash({"nodes": [], "settings": FULL})

    assert one == content_hash({"settings": dict(reversed(FULL.items())), "nodes": []})
    assert one == content_hash({"nodes": [], "settings": {**FULL, "unused": None}})
    assert one != content_hash({"nodes": [], "settings": {**FULL, "time_limit": "1h"}})
    assert one != content_hash({"nodes": []})


def test_a_changed_setting_is_one_place_of_the_diff() -> None:
    before: dict[str, Value] = {"settings": {"time_limit": "1h"}}
    after: dict[str, Value] = {"settings": {"time_limit": "2h", "max_concurrency": 1}}

    diff = diff_documents(before, after)

    assert {change.path for change in diff.document} == {
        ("settings", "max_concurrency"),
        ("settings", "time_limit"),
    }
    assert diff_documents({"nodes": []}, {"nodes": [], "settings": {}}).is_empty


def test_yaml_keeps_settings() -> None:
    document: dict[str, Value] = {"nodes": [], "settings": FULL}

    found = document_from_yaml(yaml_from_document(document))

    assert isinstance(found, dict)
    assert content_hash(found) == content_hash(document)
