"""Pages that scripts write from the code: written anew, or compared with what is there."""

import argparse
import sys
from pathlib import Path


def write_or_compare(page: Path, text: str, *, script: str, about: str | None = None) -> int:
    """Do what the command line says: write the page, or with ``--check`` only compare it.

    Returns:
        The exit code: 1 when the page is out of date, after a sentence that says what to do.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    if not parser.parse_args().check:
        page.write_text(text, encoding="utf-8")
        return 0
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{page.name} is out of date: run {script}\n")
    return 1
