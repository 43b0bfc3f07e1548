"""The page of node types is what the code gives; every node type, verb and code is in a page."""

import runpy
from typing import Any

from tests.architecture.repository import ROOT
from thaiyyal.cli import app
from thaiyyal.plugins import load_catalog

_FOLDER = ROOT / "docs" / "reference"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def test_the_page_of_node_types_is_generated_from_the_code() -> None:
    generate: dict[str, Any] = runpy.run_path(str(_FOLDER / "generate.py"))

    assert _read("nodes.md") == generate["page"](), "run docs/reference/generate.py"


def test_every_node_type_has_its_heading() -> None:
    page = _read("nodes.md")

    assert [name for name in load_catalog() if f"### {name}\n" not in page] == []


def test_every_verb_of_the_command_line_has_its_heading() -> None:
    page = _read("command-line.md")
    verbs = [command.name for command in app.registered_commands]

    assert [verb for verb in verbs if f"## {verb}\n" not in page] == []
