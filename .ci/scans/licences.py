"""Looks at the licences of all installed packages: each must be on the list of licences.toml.

``python .ci/scans/licences.py`` reads the environment that it runs in.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from email.message import Message
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

ALLOWED = Path(__file__).with_name("licences.toml")
_WORD = re.compile(r"[A-Za-z0-9.+-]+")
_JOINS = {"AND", "OR", "WITH"}


def problems(packages: Mapping[str, list[str]], rules: Mapping[str, Any]) -> Iterator[str]:
    """Yield each package whose licence is on no list. ``packages``: name -> what it says."""
    spelled = {text.lower() for text in rules["allowed"]}
    for name, licences in sorted(packages.items()):
        known = rules["packages"].get(name)
        if known is not None and known["licence"] in licences:
            continue
        wrong = [text for text in licences if not _is_allowed(text, spelled)]
        if wrong or not licences:
            yield f"{name} is licensed under {', '.join(wrong) or 'nothing that it names'}"


def _is_allowed(text: str, allowed: set[str]) -> bool:
    if text.lower() in allowed:
        return True
    words = [word for word in _WORD.findall(text) if word not in _JOINS]
    if " OR " in text and " AND " not in text:
        return any(word.lower() in allowed for word in words)
    return bool(words) and all(word.lower() in allowed for word in words)


def licences_of(metadata: Message) -> list[str]:
    """Return what a package says of its licence: the expression, else classifiers, else a text."""
    expression = metadata.get("License-Expression")
    if expression:
        return [str(expression)]
    entries = [str(each).split(" :: ") for each in metadata.get_all("Classifier") or []]
    named = [
        entry[-1] for entry in entries if entry[0] == "License" and entry[-1] != "OSI Approved"
    ]
    if named:
        return named
    return str(metadata.get("License") or "").splitlines()[:1]


def installed() -> dict[str, list[str]]:
    """Return the packages of this environment."""
    found: dict[str, list[str]] = {}
    for each in distributions():
        metadata: Any = each.metadata
        found[canonicalize_name(metadata["Name"])] = licences_of(metadata)
    return found


def main() -> int:
    """Say which licences are not allowed; 1 when there are some."""
    packages = installed()
    found = list(problems(packages, tomllib.loads(ALLOWED.read_text(encoding="utf-8"))))
    for problem in found:
        sys.stderr.write(f"licences: {problem}; decide, and put it on a list in licences.toml\n")
    if not found:
        sys.stdout.write(f"licences: {len(packages)} packages, all of them allowed\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
