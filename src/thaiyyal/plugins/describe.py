"""A node type as data: what the palette, the forms, the docs and `thaiyyal nodes` show."""

from collections.abc import Mapping
from typing import Any

from thaiyyal.sdk import Container, Example, NodeType


def describe(kind: NodeType[Any]) -> dict[str, Any]:
    """Return everything about a node type that a form, a palette or a page needs, as JSON."""
    help_text = kind.help()
    return {
        "type": kind.type,
        "label": kind.label,
        "group": kind.group,
        "icon": kind.icon,
        "purpose": help_text.partition("\n")[0],
        "help": help_text,
        "effect": kind.effect.value,
        "inputs": kind.inputs.value,
        "accepts": kind.accepts,
        "firing": kind.firing.value,
        "is_container": isinstance(kind, Container),
        "facts": list(kind.facts),
        "aliases": dict(kind.aliases),
        "params": kind.params_class.model_json_schema(),
        "examples": [_example(example) for example in kind.examples],
    }


def describe_all(catalog: Mapping[str, NodeType[Any]]) -> list[dict[str, Any]]:
    """Return the whole catalogue as data, in its order."""
    return [describe(kind) for kind in catalog.values()]


def _example(example: Example) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": example.title,
        "params": dict(example.params),
        "inputs": list(example.inputs),
    }
    if example.has_output:
        found["out"] = example.out
    if example.port is not None:
        found["port"] = example.port
    if example.error is not None:
        found["error"] = example.error
    return found
