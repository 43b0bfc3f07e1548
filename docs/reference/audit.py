"""Writes the actions into audit.md from the code.

``python docs/reference/audit.py`` writes them; with ``--check`` it only says whether the page has
what the code gives.
"""

import argparse
import re
import sys
from pathlib import Path

from thaiyyal.features.audit.actions import ACTIONS

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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    if not parser.parse_args().check:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write("audit.md is out of date: run docs/reference/audit.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
