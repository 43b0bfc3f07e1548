"""What the escapes in quoted texts and templates stand for."""

import re

from thaiyyal.expressions.errors import ExpressionError

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]+)\}"
    r"|u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})"
    r"|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))",
    re.DOTALL,
)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def cooked(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with its escapes replaced."""
    raw = text[start:end]
    if "\\" not in raw:
        return raw
    pieces: list[str] = []
    place = start
    while (found := _ESCAPE.search(text, place, end)) is not None:
        pieces.append(text[place : found.start()])
        pieces.append(_character(text, found, end))
        place = found.end()
    pieces.append(text[place:end])
    return "".join(pieces)


def _character(text: str, found: "re.Match[str]", end: int) -> str:
    braced, high, low, four, two, plain = found.groups()
    if high is not None:
        pair = ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
        return chr(0x10000 + pair)
    if plain is not None:
        return _plain(text, found, plain, end)
    code = int((braced or four or two)[-8:], 16) if len(braced or "") <= 8 else 0x110000
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise _malformed(found)
    return chr(code)


def _plain(text: str, found: "re.Match[str]", plain: str, end: int) -> str:
    if plain in "ux" or plain in "123456789":
        raise _malformed(found)
    if plain == "0" and found.end() < end and text[found.end()] in "0123456789":
        raise _malformed(found)
    return _SHORT.get(plain, plain)


def _malformed(found: "re.Match[str]") -> ExpressionError:
    return ExpressionError("syntax_error", "malformed escape", found.start(), found.end())
