"""A document as text: JSON and YAML in, canonical JSON and its hash out."""

import hashlib
import math
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.tokens import (
    AliasToken,
    AnchorToken,
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    TagToken,
)

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.values import Value, dump_json, parse_json

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
"""Largest document that is read."""
MAX_DOCUMENT_DEPTH = 110
"""A value 100 deep, inside a field, inside data, inside a node."""

_OPENING = (
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingStartToken,
    FlowSequenceStartToken,
)
_CLOSING = (BlockEndToken, FlowMappingEndToken, FlowSequenceEndToken)
_DOCUMENT_KEYS = ("name", "description", "settings", "nodes", "edges")
_NODE_KEYS = ("id", "type", "parent", "data", "settings", "position")
_EDGE_KEYS = ("id", "source", "target", "sourceHandle", "targetHandle")


class BadDocument(ThaiyyalError):
    """The text is no document: not JSON or YAML, too large, too deep, keys given twice."""

    code = "invalid_document"
    kind = Kind.INVALID


def read_document(text: str | bytes) -> Value:
    """Return the JSON value of a document's text; keys given twice are refused."""
    _check_size(text)
    try:
        return parse_json(text, duplicates="refuse", max_depth=MAX_DOCUMENT_DEPTH)
    except ThaiyyalError as error:
        raise BadDocument(f"the document cannot be read: {error.message}") from error


def canonical_json(document: Mapping[str, Value]) -> str:
    """Return the one spelling of a document: known keys first, then others by name, no nulls.

    The order of keys inside values is kept: it means something to a workflow.
    """
    return dump_json(canonical_form(document))


def content_hash(document: Mapping[str, Value]) -> str:
    """Return the SHA-256 of the canonical form, 64 hex digits."""
    return hashlib.sha256(canonical_json(document).encode("utf-8", "surrogatepass")).hexdigest()


def document_from_yaml(text: str) -> Value:
    """Return the JSON value of a document in YAML; aliases, tags and double keys are refused."""
    _check_size(text)
    _check_tokens(text)
    try:
        value = YAML(typ="safe", pure=True).load(text)
        _check_numbers(value)
        return read_document(dump_json(value))
    except (YAMLError, RecursionError, ValueError, TypeError) as error:
        reason = str(error).partition("\n")[0] or "nested too deeply"
        raise BadDocument(f"the document is not valid YAML: {reason}") from error


def yaml_from_document(document: Mapping[str, Value]) -> str:
    """Return a document as YAML for people: canonical key order, block style."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    out = StringIO()
    writer.dump(canonical_form(document), out)
    return out.getvalue()


def _check_numbers(value: object) -> None:
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, float) and not math.isfinite(at):
            raise ValueError("a number is not finite")
        waiting += at.values() if isinstance(at, dict) else at if isinstance(at, list) else ()


def _check_size(text: str | bytes) -> None:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_DOCUMENT_BYTES:
        most = MAX_DOCUMENT_BYTES // (1024 * 1024)
        raise BadDocument(f"the document is larger than {most} MiB; move data into the input")


def _check_tokens(text: str) -> None:
    """Refuse YAML that is costly to read before it is read: deep nesting takes minutes."""
    depth = 0
    try:
        for token in YAML(typ="safe", pure=True).scan(text):
            if isinstance(token, AliasToken | AnchorToken | TagToken):
                raise BadDocument("anchors, aliases and tags are not read from a YAML document")
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > MAX_DOCUMENT_DEPTH:
                most = f"{MAX_DOCUMENT_DEPTH} levels"
                raise BadDocument(f"the document is nested deeper than {most}")
    except YAMLError:
        return  # the reading that follows tells what is wrong


def canonical_form(document: Mapping[str, Value]) -> dict[str, Value]:
    """Return a document with its keys in canonical order and without nulls; values as they are."""
    found = _ordered(document, _DOCUMENT_KEYS)
    for key, keys in (("nodes", _NODE_KEYS), ("edges", _EDGE_KEYS)):
        items = found.get(key)
        if isinstance(items, list):
            found[key] = [_ordered(i, keys) if isinstance(i, dict) else i for i in items]
    settings = found.get("settings")
    if isinstance(settings, dict):
        found["settings"] = _ordered(settings, ())
    nodes = found.get("nodes")
    for node in nodes if isinstance(nodes, list) else ():
        for part in ("data", "settings"):
            if isinstance(node, dict) and isinstance(node.get(part), dict):
                inner: Any = node[part]
                node[part] = _ordered(inner, (), keep=("value",))
    return found


def _ordered(
    item: Mapping[str, Value], first: tuple[str, ...], *, keep: tuple[str, ...] = ()
) -> dict[str, Value]:
    rest = sorted(key for key in item if key not in first)
    keys = [*[key for key in first if key in item], *rest]
    return {key: item[key] for key in keys if item[key] is not None or key in keep}
