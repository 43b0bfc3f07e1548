"""Files and functions stay small enough to be read in one look."""

import ast
from pathlib import Path

import pytest

from tests.architecture.repository import files, name

LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 60
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "v2"}


@pytest.mark.parametrize("path", files(".py"), ids=name)
def test_a_file_and_its_functions_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    long_functions = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LINES_OF_A_FUNCTION
    ]

    assert len(text.splitlines()) <= LINES_OF_A_FILE
    assert long_functions == []


def test_no_module_is_named_for_nothing() -> None:
    assert [name(path) for path in files(".py") if path.stem in FORBIDDEN_NAMES] == []
