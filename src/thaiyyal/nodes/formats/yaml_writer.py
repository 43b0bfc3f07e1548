"""A value to YAML text: block style, two blanks, own key order, texts quoted when they need it."""

from collections.abc import Iterator

from thaiyyal.kernel.values import Value, text_form
from thaiyyal.nodes.formats.yaml_text import yaml_text

LONGEST_SIMPLE_KEY = 127
"""Readers look only so far for the colon; a longer key is written after a question mark."""


def write_yaml(value: Value) -> Iterator[str]:
    """Yield ``value`` as a block of YAML lines, each ended by LF.

    >>> print(*write_yaml({"a": [1, {"b": "x", "c": []}], "n": "12"}), sep="", end="")
    a:
    - 1
    - b: x
      c: []
    n: '12'
    """
    lines = _lines(value, "", "") if _is_block(value) else iter([_scalar(value, "  ")])
    return (line + "\n" for line in lines)


def _is_block(value: Value) -> bool:
    return isinstance(value, (list, dict)) and bool(value)


def _lines(value: Value, first: str, blanks: str) -> Iterator[str]:
    """Yield the lines of a block; ``first`` begins the first of them, ``blanks`` the others."""
    inner = blanks + "  "
    if isinstance(value, list):
        for child in value:
            if _is_block(child):
                yield from _lines(child, first + "- ", inner)
            else:
                yield f"{first}- {_scalar(child, inner)}"
            first = blanks
    elif isinstance(value, dict):
        for key, child in value.items():
            head = first + _key(key, blanks)
            if _is_block(child):
                yield head
                # A list stands under its key without a step of its own.
                below = blanks if isinstance(child, list) and head[-2:] != "\n:" else inner
                yield from _lines(child, below, below)
            else:
                yield f"{head} {_scalar(child, inner)}"
            first = blanks


def _key(key: str, blanks: str) -> str:
    text = yaml_text(key, blanks=blanks + "  ")
    if key and "\n" not in key and len(text) <= LONGEST_SIMPLE_KEY:
        return text + ":"
    return f"? {text}\n{blanks}:"


def _scalar(value: Value, blanks: str) -> str:
    return yaml_text(value, blanks=blanks) if isinstance(value, str) else text_form(value)
