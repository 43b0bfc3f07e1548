"""A value to YAML text: block style, two blanks, texts quoted when they need it.

A key or text is plain only if every reader, old ones too, takes it for the same text.
"""

import json
import re
from collections.abc import Iterator

from thaiyyal.kernel.values import Value, text_form

LONGEST_PLAIN = 120
LONGEST_SIMPLE_KEY = 900  # readers look no further than 1,024 characters for the colon

_PLAIN = re.compile(r"[A-Za-z_][\w./@+=*%$()&;!?<>^-]*(?: [\w./@+=*%$()&;!?<>^-]+)*").fullmatch
_OTHER_WORDS = frozenset(
    ("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf")
)
_MUST_ESCAPE = re.compile("[\x7f-\x9f\xad\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def write_yaml(value: Value) -> Iterator[str]:
    """Yield ``value`` as a block of YAML lines, each ended by LF.

    >>> print(*write_yaml({"a": [1, {"b": "x", "c": []}], "n": "12"}), sep="", end="")
    a:
      - 1
      - b: x
        c: []
    "n": "12"
    """
    return (line + "\n" for line in _lines(value, ""))


def _lines(value: Value, first: str) -> Iterator[str]:
    """Yield the lines of ``value``; ``first`` stands before the first, blanks before the rest."""
    entries = _entries(value)
    if entries is None:
        yield first + _scalar(value)
        return
    blanks = " " * len(first)
    for head, child in entries:
        start = first + head.replace("\n", "\n" + blanks)
        if _entries(child) is None:
            yield f"{start} {_scalar(child)}"
        elif head == "-":
            yield from _lines(child, first + "- ")
        else:
            yield start
            yield from _lines(child, blanks + "  ")
        first = blanks


def _entries(value: Value) -> Iterator[tuple[str, Value]] | None:
    """Return what precedes each child and the child; None for what fits on one line."""
    if isinstance(value, dict) and value:
        return ((_key(key), child) for key, child in value.items())
    if isinstance(value, list) and value:
        return (("-", child) for child in value)
    return None


def _key(key: str) -> str:
    text = _text(key)
    return f"{text}:" if len(text) <= LONGEST_SIMPLE_KEY else f"? {text}\n:"


def _scalar(value: Value) -> str:
    return _text(value) if isinstance(value, str) else text_form(value)


def _text(text: str) -> str:
    if len(text) <= LONGEST_PLAIN and _PLAIN(text) and text.lower() not in _OTHER_WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _MUST_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
