"""A node type as data: what the palette, the forms, the docs and `thaiyyal nodes` show."""

from collections.abc import Mapping
from typing import Any

from thaiyyal.document.settings import Settings
from thaiyyal.document.workflow_settings import WorkflowSettings
from thaiyyal.nodes.groups import COLOUR_OF_OTHERS, COLOURS
from thaiyyal.sdk import Container, Example, Firing, NodeType, Port, form_schema


def describe(kind: NodeType[Any]) -> dict[str, Any]:
    """Return everything about a node type that a form, a palette or a page needs, as JSON."""
    help_text = kind.help()
    return {
        "type": kind.type,
        "label": kind.label,
        "group": kind.group,
        "colour": COLOURS.get(kind.group, COLOUR_OF_OTHERS),
        "icon": kind.icon,
        "purpose": help_text.partition("\n")[0],
        "help": help_text,
        "effect": kind.effect.value,
        "inputs": kind.inputs.value,
        "accepts": kind.accepts,
        "firing": kind.firing.value,
        "outputs": _outputs(kind),
        "is_container": isinstance(kind, Container),
        "is_trigger": kind.is_trigger,
        "is_top_level": kind.is_trigger or kind.group == "Context",
        "facts": list(kind.facts),
        "aliases": dict(kind.aliases),
        "params": form_schema(kind.params_class, of_node=True),
        "examples": [_example(example) for example in kind.examples],
    }


def describe_all(catalog: Mapping[str, NodeType[Any]]) -> list[dict[str, Any]]:
    """Return the whole catalogue as data, in its order."""
    return [describe(kind) for kind in catalog.values()]


def describe_groups(catalog: Mapping[str, NodeType[Any]]) -> list[dict[str, str]]:
    """Return the groups of the catalogue with their colours; those of plugins come last."""
    used = {kind.group for kind in catalog.values()}
    known = [name for name in COLOURS if name in used]
    others = sorted(used - COLOURS.keys())
    return [
        {"name": name, "colour": COLOURS.get(name, COLOUR_OF_OTHERS)} for name in (*known, *others)
    ]


def describe_catalog(catalog: Mapping[str, NodeType[Any]]) -> dict[str, Any]:
    """Return all that an editor is made from: node types, groups, and the forms of settings."""
    return {
        "items": describe_all(catalog),
        "groups": describe_groups(catalog),
        "settings": {"node": form_schema(Settings), "workflow": form_schema(WorkflowSettings)},
    }


def _outputs(kind: NodeType[Any]) -> dict[str, Any]:
    rules = kind.outputs or tuple(Port(name) for name in _named_ports(kind))
    told: dict[str, Any] = {
        "has_out": kind.firing != Firing.CHOICE,
        "ports": [rule.as_data() for rule in rules],
    }
    if kind.has_parts:
        told["has_parts"] = True
    if kind.port_aliases:
        told["aliases"] = [list(pair) for pair in kind.port_aliases]
    return told


def _named_ports(kind: NodeType[Any]) -> tuple[str, ...]:
    """Return the ports of a type that declares none, as its first example has them."""
    if type(kind).ports is NodeType.ports or not kind.examples:
        return ()
    params = dict(kind.examples[0].params)
    return tuple(kind.ports(kind.params_class.model_validate(params)))


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
