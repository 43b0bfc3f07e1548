"""Writes openapi.json and node-types.json, what the server and its clients agree on, from the code.

``python contracts/generate.py`` writes them; with ``--check`` it only says whether they are what
the code gives. The catalogue holds the built-in node types: no plugin is asked.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from thaiyyal.plugins import catalog_of, describe_catalog
from thaiyyal.web.document import api_document

FOLDER = Path(__file__).parent


def text() -> str:
    """Return the document as it is committed: indented, so that a change is read line by line."""
    return _indented(api_document())


def node_types() -> str:
    """Return the catalogue of the built-in node types, as ``GET /node-types`` answers."""
    return _indented({**describe_catalog(catalog_of(())), "next_cursor": None})


def _indented(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


FILES: Mapping[str, Callable[[], str]] = {"openapi.json": text, "node-types.json": node_types}


def main() -> int:
    """Write the files, or compare them; 1 when one is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    is_check = parser.parse_args().check
    outdated = 0
    for name, wanted in FILES.items():
        file = FOLDER / name
        if not is_check:
            file.write_text(wanted(), encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != wanted():
            sys.stderr.write(f"contracts/{name} is out of date: run contracts/generate.py\n")
            outdated = 1
    return outdated


if __name__ == "__main__":
    raise SystemExit(main())
