"""The page of errors has every code that a request can be answered with."""

import ast
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.repository import ROOT

_SCRIPT = ROOT / "docs" / "reference" / "errors.py"
_PAGE = _SCRIPT.with_suffix(".md")
_SOURCE = ROOT / "src" / "thaiyyal"


@pytest.fixture(scope="module")
def generate() -> dict[str, Any]:
    return runpy.run_path(str(_SCRIPT), run_name="errors_page")


def test_the_page_is_generated_from_the_code(generate: dict[str, Any]) -> None:
    written = _PAGE.read_text(encoding="utf-8")

    assert written == generate["page"](), "run docs/reference/errors.py"


def test_every_code_that_is_written_out_is_in_the_page(generate: dict[str, Any]) -> None:
    told = {entry.code for entry in generate["request_errors"]()}

    folders = [_SOURCE / "web", _SOURCE / "features"]
    used = {code for folder in folders for path in folder.rglob("*.py") for code in _codes(path)}

    assert used - told == set()


def test_every_error_says_in_a_sentence_what_it_means(generate: dict[str, Any]) -> None:
    vague = [
        each.__name__
        for each in generate["error_classes"]()
        if not (each.__doc__ or "").strip().partition("\n")[0].endswith(".")
    ]

    assert vague == []


def test_advice_is_given_for_codes_that_exist(generate: dict[str, Any]) -> None:
    told = {entry.code for entry in generate["request_errors"]()}

    assert set(generate["_BY_CODE"]) - told == set()


def _codes(path: Path) -> Iterator[str]:
    """Yield the codes that calls in a module name themselves: ``code="bad_path"``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "code":
            match node.value:
                case ast.Constant(value=str(code)):
                    yield code


def test_the_table_of_endpoints_is_generated_from_the_code() -> None:
    endpoints: dict[str, Any] = runpy.run_path(str(_SCRIPT.with_name("endpoints.py")))

    written = _SCRIPT.with_name("http-api.md").read_text(encoding="utf-8")

    assert written == endpoints["page"](), "run docs/reference/endpoints.py"
