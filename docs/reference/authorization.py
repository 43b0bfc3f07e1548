"""Writes the tables of roles and of levels of sharing into authorization.md from the code.

``python docs/reference/authorization.py`` writes them; with ``--check`` it only says whether the
page has what the code gives.
"""

import re
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from thaiyyal.kernel.permissions import (
    ALLOWED_BY_LEVEL,
    BUILT_IN_ROLES,
    DESCRIPTIONS,
    Permission,
)
from thaiyyal.testing.pages import write_or_compare

PAGE = Path(__file__).with_name("authorization.md")


def page() -> str:
    """Return the page with the tables as the code has them."""
    text = PAGE.read_text(encoding="utf-8")
    text = _filled(text, "roles", _matrix(BUILT_IN_ROLES, list(Permission)))
    shared = [one for one in Permission if one in max(ALLOWED_BY_LEVEL.values(), key=len)]
    levels = {level.value: allowed for level, allowed in ALLOWED_BY_LEVEL.items()}
    return _filled(text, "levels", _matrix(levels, shared))


def _matrix(
    columns: Mapping[str, Collection[Permission]], permissions: Collection[Permission]
) -> str:
    head = ["| permission | allows |", *(f" {name} |" for name in columns)]
    rule = "|---|---|" + ":-:|" * len(columns)
    return "\n".join(["".join(head), rule, *(_row(one, columns) for one in permissions)])


def _row(permission: Permission, columns: Mapping[str, Collection[Permission]]) -> str:
    marks = "".join(" x |" if permission in allowed else " |" for allowed in columns.values())
    return f"| `{permission}` | {DESCRIPTIONS[permission]} |{marks}"


def _filled(text: str, name: str, table: str) -> str:
    part = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    return part.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text)


def main() -> int:
    """Write the page, or compare it; 1 when it is out of date."""
    return write_or_compare(PAGE, page(), script="docs/reference/authorization.py", about=__doc__)


if __name__ == "__main__":
    sys.exit(main())
