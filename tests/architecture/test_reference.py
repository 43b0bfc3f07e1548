"""The pages of docs/reference say what the code says; the one of node types is generated."""

import re
import runpy
from typing import Any

from tests.architecture.repository import ROOT
from thaiyyal.cli.lazy import COMMANDS
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.methods import METHODS
from thaiyyal.plugins import load_catalog
from thaiyyal.sdk import Limits

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
    assert [verb for verb in COMMANDS if f"## {verb}\n" not in page] == []


def test_every_function_and_method_of_expressions_is_in_their_page() -> None:
    page = _read("expressions.md")
    names = [*FUNCTIONS, *METHODS]

    assert [name for name in names if not re.search(rf"\b{name}\b", page)] == []


def test_the_limits_in_the_page_are_those_of_the_code() -> None:
    limits = Limits()
    page = _read("execution.md")
    counts = [limits.node_executions, limits.http_requests, limits.text_length, limits.variables]

    assert [count for count in counts if f"| {count:,}" not in page] == []
