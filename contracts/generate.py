"""Writes openapi.json, what the server and its clients agree on, from the declared routes.

``python contracts/generate.py`` writes it; with ``--check`` it only says whether it is what the
code gives.
"""

import argparse
import json
import sys
from pathlib import Path

from thaiyyal.web.document import api_document

FILE = Path(__file__).with_name("openapi.json")


def text() -> str:
    """Return the document as it is committed: indented, so that a change is read line by line."""
    return json.dumps(api_document(), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the document, or compare it; 1 when it is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    wanted = text()
    if not parser.parse_args().check:
        FILE.write_text(wanted, encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write("contracts/openapi.json is out of date: run contracts/generate.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
