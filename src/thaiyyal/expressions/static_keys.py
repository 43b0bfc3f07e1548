"""Keys that are known before an expression runs: ``.name``, ``["name"]`` and ``[1]``."""

from thaiyyal.expressions.tree import Field, Index, Link, Literal
from thaiyyal.kernel.values import number_text


def static_key(link: Link) -> str | None:
    """Return the key of an object that the link reads, or None when it has to be computed."""
    if isinstance(link, Field):
        return link.name
    if isinstance(link, Index) and isinstance(link.key, Literal):
        value = link.key.value
        if isinstance(value, str):
            return value
        if value is not None and not isinstance(value, bool):
            return number_text(value)
    return None


def field_expression(name: str) -> str:
    """Return the text of an expression that reads a field of the item, whatever its name."""
    characters = (_escaped(character) for character in name)
    return f'item["{"".join(characters)}"]'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return f"\\u{{{ord(character):X}}}" if ord(character) < 32 else character
