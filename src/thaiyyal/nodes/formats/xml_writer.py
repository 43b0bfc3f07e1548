"""A value to XML text, the inverse of reading it; no declaration.

``@name`` is an attribute, ``#text`` the text, every other key a child element, a list several.
"""

import re
from collections.abc import Iterator

from thaiyyal.kernel.values import Value, text_form
from thaiyyal.sdk import StepError, invalid_input

_START = (
    "A-Za-z_:\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_is_name = re.compile(f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*").fullmatch
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").search
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def write_xml(value: Value, *, pretty: bool) -> Iterator[str]:
    """Yield ``value`` in parts; its only key is the root element, else the root is ``root``.

    Raises:
        StepError: ``invalid_input`` for a key that is no XML name, a character that XML cannot
            carry, or an attribute that is a list or an object.

    >>> "".join(write_xml({"r": {"@k": "v", "x": [1, None]}}, pretty=False))
    '<r k="v"><x>1</x><x/></r>'
    """
    name, content = "root", value
    if isinstance(value, dict) and len(value) == 1:
        key, only = next(iter(value.items()))
        if not key.startswith(("@", "#")) and not isinstance(only, list):
            name, content = key, only
    yield from _element(name, content, "\n" if pretty else "")


def _element(name: str, value: Value, margin: str) -> Iterator[str]:
    """Yield one element; ``margin`` is the line break and blanks before its end, if any."""
    if not _is_name(name):
        raise invalid_input(f'the key "{name[:80]}" is no XML name, so it cannot be an element')
    content: dict[str, Value] = {"#text": value}
    if isinstance(value, list):
        content = {"item": value}
    elif isinstance(value, dict):
        content = value
    yield f"<{name}"
    yield from (_attribute(key, part) for key, part in content.items() if key.startswith("@"))
    text = _scalar(content.get("#text"), "#text").translate(_IN_TEXT)
    children = [
        (key, part)
        for key, part in content.items()
        if not key.startswith("@") and key != "#text" and part != []
    ]
    if not text and not children:
        yield "/>"
        return
    yield f">{text}"
    inner = margin and margin + "  "
    for key, part in children:
        for child in part if isinstance(part, list) else [part]:
            yield inner
            yield from _element(key, child, inner)
    yield f"{margin}</{name}>" if children else f"</{name}>"


def _attribute(key: str, value: Value) -> str:
    name = key[1:]
    if not _is_name(name):
        raise invalid_input(f'the key "{key[:80]}" is no XML name, so it cannot be an attribute')
    return f' {name}="{_scalar(value, key).translate(_IN_ATTRIBUTE)}"'


def _scalar(value: Value, key: str) -> str:
    if isinstance(value, (list, dict)):
        raise invalid_input(f'"{key[:80]}" must be a text, number or boolean to be written as XML')
    text = "" if value is None else text_form(value)
    found = _NOT_ALLOWED(text)
    if found is not None:
        raise _no_character(found[0])
    return text


def _no_character(character: str) -> StepError:
    return invalid_input(f"XML cannot carry the character U+{ord(character):04X}; remove it")
