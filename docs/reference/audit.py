"""Writes the actions into audit.md from the code.

``python docs/reference/audit.py`` writes them; with ``--check`` it only says whether the page has
what the code gives.
"""

import re
import sys
from pathlib import Path

from thaiyyal.features.audit.actions import ACTIONS
from thaiyyal.testing.pages import write_or_compare

PAGE = Path(__file__).with_name("audit.md")
_PART = re.compile(r"(<!-- actions -->\n).*?(<!-- end -->)", re.DOTALL)


def page() -> str:
    """Return the page with the actions as the code has them."""
    table = "\n".join(["| action | means |", "|---|---|", *map(_row, ACTIONS.items())])
    text = PAGE.read_text(encoding="utf-8")
    return _PART.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text)


def _row(action: tuple[str, str]) -> str:
    name, meaning = action
    return f"| `{name}` | {meaning} |"


def main() -> int:
    """Write the page, or compare it; 1 when it is out of date."""
    return write_or_compare(PAGE, page(), script="docs/reference/audit.py", about=__doc__)


if __name__ == "__main__":
    sys.exit(main())
