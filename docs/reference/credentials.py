"""Writes the kinds of credentials into credentials.md from the code.

``python docs/reference/credentials.py`` writes them; with ``--check`` it only says whether the page
has what the code gives.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from thaiyyal.features.credentials.fields import Field
from thaiyyal.features.credentials.kinds import CLIENT_FIELDS, KINDS, Kind
from thaiyyal.testing.pages import write_or_compare

PAGE = Path(__file__).with_name("credentials.md")
_PART = re.compile(r"(<!-- kinds -->\n).*?(<!-- end -->)", re.DOTALL)
_HEAD = "| field | | holds | |\n|---|---|---|---|\n"


def page() -> str:
    """Return the page with the kinds as the code has them."""
    parts = [*map(_kind, KINDS.values()), _client()]
    text = PAGE.read_text(encoding="utf-8")
    return _PART.sub(lambda found: f"{found[1]}{''.join(parts)}{found[2]}", text)


def _kind(kind: Kind) -> str:
    table = _table(kind.own) if kind.own else ""
    client = "" if kind.has_client else "It has no fields of a client.\n\n"
    return f"### {kind.name}\n\n{kind.label}. {kind.help}\n\n{table}{client}"


def _client() -> str:
    head = "### Fields of a client\n\nEvery kind but `smtp` has these too.\n\n"
    return head + _table(CLIENT_FIELDS)


def _table(fields: tuple[Field, ...]) -> str:
    return _HEAD + "".join(map(_row, fields)) + "\n"


def _row(field: Field) -> str:
    marks = ", ".join(_marks(field))
    holds = " or ".join(f"`{choice}`" for choice in field.choices) or field.format.value
    return f"| `{field.name}` | {marks} | {holds} | {field.help} |\n"


def _marks(field: Field) -> Iterator[str]:
    if field.is_secret:
        yield "secret"
    if field.is_required:
        yield "needed"
    if field.is_place:
        yield "place"
    if field.default is not None:
        yield f"`{field.default}` if left out"


def main() -> int:
    """Write the page, or compare it; 1 when it is out of date."""
    return write_or_compare(PAGE, page(), script="docs/reference/credentials.py", about=__doc__)


if __name__ == "__main__":
    sys.exit(main())
