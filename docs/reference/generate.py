"""Writes nodes.md, the page of all node types, from the code that runs them.

``python docs/reference/generate.py`` writes it; with ``--check`` it only says whether the page is
what the code gives.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from thaiyyal.kernel.values import dump_json
from thaiyyal.nodes import BUILT_IN
from thaiyyal.plugins import describe
from thaiyyal.sdk import NodeType

PAGE = Path(__file__).with_name("nodes.md")
_INTRODUCTION = """\
# Node types

Written by `docs/reference/generate.py` from the code; change the node type, not this page.
What all nodes have in common (`label`, `settings`, ports, when a node runs) is in
[Documents](documents.md) and [Execution](execution.md); the language of expressions and templates
is in [Expressions](expressions.md). `thaiyyal nodes TYPE` shows the same on a terminal.
"""
_EFFECTS = {
    "pure": "none, it only computes",
    "reads": "reads from outside; repeated when an execution resumes",
    "idempotent": "changes something outside, safely repeated when an execution resumes",
    "writes": "changes something outside; never repeated when an execution resumes",
    "waits": "waits; a wait that is over is not waited again when an execution resumes",
}
_INPUTS = {
    "none": "ignored",
    "one": "one; without any the step fails with `missing_input`",
    "optional": "one or none",
    "many": "one or more, in the order of the edges",
    "any": "any number, in the order of the edges",
}
_ACCEPTS = {"list": "must be a list", "text": "must be a text", "object": "must be an object"}
_KINDS = {
    "expression": "expression",
    "loop": "expression",
    "items": "expression for every item",
    "template": "template",
    "templated-json": "JSON with templates",
    "duration": "duration",
    "date": "date",
    "date-time": "date and time",
    "json": "any JSON",
    "query": "object of templates",
    "headers": "object of templates",
    "credential": "name of a credential",
    "cron": "cron timetable",
    "time-zone": "time zone",
    "workflow": "id of a workflow",
    "member": "list of members",
    "html-template": "template of HTML",
    "email-template": "template of addresses",
}
_TYPES = {"string": "text", "integer": "integer", "array": "list"}
_FIRING = {"choice": "exactly one of", "all": "`out` and all of", "extra": "`out` and one of"}
Schema = Mapping[str, Any]


def page() -> str:
    """Return the whole page: groups in the order of the palette, node types in theirs."""
    kinds: list[NodeType[Any]] = [kind() for kind in BUILT_IN]
    groups = list(dict.fromkeys(kind.group for kind in kinds))
    parts = [_INTRODUCTION, _contents(kinds, groups)]
    for group in groups:
        parts.append(f"## {group}\n")
        parts += ["\n".join(_node(kind)) for kind in kinds if kind.group == group]
    return "\n".join(parts)


def _contents(kinds: list[NodeType[Any]], groups: list[str]) -> str:
    rows = ["| group | node types |", "|---|---|"]
    for group in groups:
        links = (f"[{kind.type}](#{kind.type})" for kind in kinds if kind.group == group)
        rows.append(f"| {group} | {' · '.join(links)} |")
    return "\n".join(rows) + "\n"


def _node(kind: NodeType[Any]) -> Iterator[str]:
    about = describe(kind)
    yield f"### {kind.type}\n"
    yield f"{about['help'].strip()}\n"
    yield f"- Input: {_input(about)}"
    yield f"- Ports: {_ports(kind)}"
    yield f"- Effect: {_effect(kind)}"
    if about["is_container"]:
        yield "- Container: nodes whose `parent` it is run inside it"
    if kind.facts:
        yield f"- Facts in `meta`: {', '.join(f'`{fact}`' for fact in kind.facts)}"
    for old, new in kind.aliases.items():
        yield f"- `{old}` is read as `{new}`"
    yield ""
    yield from _fields(about["params"])
    yield from _examples(about["examples"])


def _input(about: Mapping[str, Any]) -> str:
    accepted = _ACCEPTS.get(about["accepts"])
    return _INPUTS[about["inputs"]] + (f"; {accepted}" if accepted else "")


def _effect(kind: NodeType[Any]) -> str:
    if type(kind).effect_of is not NodeType.effect_of:
        return "depends on the fields"
    return _EFFECTS[kind.effect.value]


def _ports(kind: NodeType[Any]) -> str:
    if kind.firing.value == "single":
        return "`out`"
    found = [_ports_of(kind, example.params) for example in kind.examples]
    named = next((ports for ports in found if ports), ())
    text = f"{_FIRING[kind.firing.value]} {', '.join(f'`{port}`' for port in named)}"
    return text if len(set(found)) == 1 else f"{text} (as in an example; the fields name them)"


def _ports_of(kind: NodeType[Any], data: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(kind.ports(kind.params_class.model_validate(dict(data))))


def _fields(schema: Schema) -> Iterator[str]:
    rows = list(_rows(schema, ""))
    if not rows:
        yield "No fields.\n"
        return
    yield "| field | value | default | meaning |"
    yield "|---|---|---|---|"
    yield from rows
    yield ""


def _rows(schema: Schema, prefix: str) -> Iterator[str]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        if name == "label":
            continue
        default = "required" if name in required else _default(field)
        meaning = _cell(_meaning(field))
        yield f"| `{prefix}{name}` | {_value(_choices(field))} | {default} | {meaning} |"
        for inner in (field, field.get("items", {})):
            yield from _rows(inner, f"{prefix}{name}.")


def _meaning(field: Schema) -> str:
    parts = [field.get("description", "")]
    labels = field.get("labels")
    if labels:
        parts.append("; ".join(f"`{value}`: {label}" for value, label in labels.items()) + ".")
    condition = field.get("shown_when")
    if condition:
        values = " · ".join(f"`{_json(value)}`" for value in condition["is"])
        parts.append(f"Only with `{condition['field']}` {values}.")
    return " ".join(parts)


def _choices(field: Schema) -> list[Schema]:
    return field.get("anyOf") or field.get("oneOf") or [field]


def _value(choices: list[Schema]) -> str:
    return " or ".join(dict.fromkeys(_one_value(choice) for choice in choices)) or "null"


def _one_value(choice: Schema) -> str:
    if "enum" in choice:
        return " · ".join(f"`{_cell(str(value))}`" for value in choice["enum"])
    if "properties" in choice:
        return "object"
    types: str | list[str] = choice.get("type", "any JSON")
    names = types if isinstance(types, list) else [types]
    told = " or ".join(_TYPES.get(each, each) for each in names)
    name = _KINDS.get(choice.get("format", ""), told)
    if choice.get("type") == "array" and "format" not in choice and choice.get("items"):
        name = f"list of {_value(_choices(choice['items']))}"
    return name + _bounds(choice)


def _bounds(choice: Schema) -> str:
    words = {"minimum": "at least", "exclusiveMinimum": "above", "maximum": "at most"}
    found = [f"{word} {choice[key]:g}" for key, word in words.items() if key in choice]
    if choice.get("minLength") == 1 or choice.get("minItems") == 1:
        found.append("not empty")
    return f", {', '.join(found)}" if found else ""


def _default(field: Schema) -> str:
    value = field.get("default")
    if value is None:
        return ""
    text = value if field.get("format") == "duration" else dump_json(value)
    return f"`{_cell(text)}`"


def _examples(examples: list[dict[str, Any]]) -> Iterator[str]:
    if not examples:
        return
    yield "| example | data | inputs | gives |"
    yield "|---|---|---|---|"
    for example in examples:
        inputs = " · ".join(f"`{_json(value)}`" for value in example["inputs"])
        data = f"`{_json(example['params'])}`"
        yield f"| {_cell(example['title'])} | {data} | {inputs} | {_given(example)} |"
    yield ""


def _given(example: Mapping[str, Any]) -> str:
    parts = []
    if "error" in example:
        parts.append(f"error `{example['error']}`")
    if "out" in example:
        parts.append(f"`{_json(example['out'])}`")
    if "port" in example:
        parts.append(f"on `{example['port']}`")
    return " ".join(parts)


def _json(value: Any) -> str:
    return _cell(dump_json(value)).replace("`", "'")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Write the page, or compare it; 1 when it is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    text = page()
    if not parser.parse_args().check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("docs/reference/nodes.md is out of date: run docs/reference/generate.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
