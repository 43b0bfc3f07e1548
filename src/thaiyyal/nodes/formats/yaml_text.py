"""How a text is written in YAML: plain, in single quotes or, if it must be, in double quotes.

A text is plain only if every reader, those of YAML 1.1 too, takes it for that same text.
"""

import re

from thaiyyal.nodes.formats.yaml_schema import NotInSchema, plain_value

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_/.@-]*").fullmatch  # most keys; cheap to decide
_OLD_WORDS = frozenset(
    spelling
    for word in ("yes", "no", "on", "off")
    for spelling in (word, word.capitalize(), word.upper())
)
_OLD_NUMBER = re.compile(
    r"[-+]?0b[01_]+|[-+]?0o[0-7]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*"
    r"|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
).fullmatch
_OLD_DATE = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
    r"(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)?"
).fullmatch
_INDICATOR = re.compile(r"""[#,\[\]{}&*!|>'"%@` ]|[-?:](?: |$)|---|\.\.\.|<<$|=$""").match
_INSIDE = re.compile(r": |:$| #| $|\n").search
_SPECIAL = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]| \n|\n "
).search
_MUST_ESCAPE = re.compile(
    "[^\x20!\x23-\x5b\\]-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
_SHORT = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r",
    "\x1b": "e", '"': '"', "\\": "\\", "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


def yaml_text(text: str, *, blanks: str) -> str:
    r"""Return ``text`` as a scalar; its further lines, if any, begin with ``blanks``.

    >>> print(yaml_text("a b", blanks=""), yaml_text("12", blanks=""), yaml_text("\t", blanks=""))
    a b '12' "\t"
    """
    if _is_plain(text):
        return text
    if _SPECIAL(text):
        return '"' + _MUST_ESCAPE.sub(_escaped, text) + '"'
    quoted = text.replace("'", "''")
    if "\n" in quoted:  # n line breaks are written as n + 1, since the first one folds to a blank
        quoted = re.sub(r"\n+", lambda found: found[0] + "\n" + blanks, quoted)
    return f"'{quoted}'"


def _is_plain(text: str) -> bool:
    if text in _OLD_WORDS or text == "":
        return False
    if not _WORD(text) and (
        _INDICATOR(text) or _INSIDE(text) or _SPECIAL(text) or _OLD_NUMBER(text) or _OLD_DATE(text)
    ):
        return False
    try:
        return plain_value(text) == text
    except NotInSchema:
        return False


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character in _SHORT:
        return "\\" + _SHORT[character]
    code = ord(character)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}"
