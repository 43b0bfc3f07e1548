"""What YAML scalars stand for: the core schema of YAML 1.2, and its tags.

Octal numbers (``0o17``) stay texts, as leading zeros mean nothing.
"""

import re
from math import isinf

from thaiyyal.kernel.values import Value, tidy_number

CORE = "tag:yaml.org,2002:"
COLLECTION_TAGS = {"map": f"{CORE}map", "seq": f"{CORE}seq"}

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII).fullmatch
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+", re.ASCII).fullmatch
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?").fullmatch
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)").fullmatch
_MAY_BE_TYPED = frozenset("~nNtTfF.+-0123456789")
_LONGEST_HEXADECIMAL = 250  # more digits are no double


class NotInSchema(ValueError):
    """The text is none of what its tag, or the schema, allows."""


def plain_value(text: str) -> Value:
    """Return what an unquoted scalar without tag stands for.

    >>> [plain_value(text) for text in ("~", "True", "0x1F", "1.50", "yes", "2024-01-01")]
    [None, True, 31, 1.5, 'yes', '2024-01-01']
    """
    if text[:1] not in _MAY_BE_TYPED and text:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _FLOAT(text):
        return _number(text)
    if _HEXADECIMAL(text):
        return _hexadecimal(text)
    if _NOT_FINITE(text):
        raise NotInSchema(f"{text} is no value; only finite numbers exist")
    return text


def tagged_value(tag: str, text: str) -> Value:
    """Return the scalar ``text`` read as a core ``tag`` says.

    Raises:
        NotInSchema: the tag is not core, or the text does not fit it.
    """
    name = tag.removeprefix(CORE)
    if tag == "!" or (name == "str" and tag != name):
        return text
    if not tag.startswith(CORE) or name not in ("null", "bool", "int", "float"):
        raise NotInSchema(f"the tag {tag[:80]} is not one of the core tags")
    fits = {
        "null": text in _NULLS,
        "bool": text in _BOOLEANS,
        "int": bool(_INTEGER(text) or _HEXADECIMAL(text)),
        "float": bool(_FLOAT(text)),
    }[name]
    if not fits:
        raise NotInSchema(f'"{text[:40]}" is no {name}')
    return plain_value(text)


def _number(text: str) -> int | float:
    number = float(text)
    if isinf(number):
        raise NotInSchema("the number is too large")
    return tidy_number(number)


def _hexadecimal(text: str) -> int | float:
    if len(text) > _LONGEST_HEXADECIMAL:
        raise NotInSchema("the number is too large")
    return tidy_number(int(text, 16))
