"""The forms of the built-in node types agree with what a document may say."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from thaiyyal.document.legacy import with_current_names
from thaiyyal.nodes import BUILT_IN
from thaiyyal.sdk import form_schema
from thaiyyal.sdk.json_schema import Mismatch, compile_schema
from thaiyyal.testing.form_contract import without_formats
from thaiyyal.testing.node_harness import BadParams, params_of

ROOT = Path(__file__).parents[3]
KINDS = {kind.type: kind() for kind in BUILT_IN}


def _documents() -> Iterator[Any]:
    for file in sorted((ROOT / "examples").glob("*/*.json")):
        yield json.loads(file.read_text("utf-8"))
    for line in (ROOT / "contracts" / "cases" / "workflows.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def _nodes(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, dict):
        if isinstance(part.get("type"), str) and isinstance(part.get("data"), dict):
            yield part
        for value in part.values():
            yield from _nodes(value)
    elif isinstance(part, list):
        for value in part:
            yield from _nodes(value)


def _right_data() -> dict[str, list[dict[str, Any]]]:
    """Return what nodes say, by type: without those that the validator refuses."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in KINDS}
    for document in _documents():
        for node in _nodes(document):
            kind = KINDS.get(node["type"])
            if kind is not None and _is_right(kind, node["data"]):
                data = with_current_names(node["data"], kind.aliases, kind.nullable_fields)
                found[kind.type].append(_given(data, kind.nullable_fields))
    return found


def _is_right(kind: Any, data: Mapping[str, Any]) -> bool:
    try:
        params_of(kind, data)
    except BadParams:
        return False
    return True


def _given(data: Mapping[str, Any], nullable: frozenset[str]) -> dict[str, Any]:
    return {name: v for name, v in data.items() if v is not None or name in nullable}


def _is_only_case(wrong: Mismatch, data: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    """Return whether a choice is written in other letters than the form offers."""
    name = wrong.path.removeprefix("/")
    offered = fields.get(name, {}).get("enum", ())
    return str(data.get(name)).casefold() in {str(value).casefold() for value in offered}


RIGHT = _right_data()


@pytest.mark.parametrize("name", [name for name, found in RIGHT.items() if found])
def test_what_the_validator_accepts_fits_the_form(name: str) -> None:
    schema = form_schema(KINDS[name].params_class, of_node=True)
    compiled = compile_schema(without_formats(schema))

    wrong = [
        (data, mismatch)
        for data in RIGHT[name]
        for mismatch in compiled.mismatches(data, check=lambda: None)
        if not _is_only_case(mismatch, data, schema["properties"])
    ]

    assert wrong == []


def test_documents_with_nearly_every_node_type_were_looked_at() -> None:
    assert sum(bool(found) for found in RIGHT.values()) >= 60
