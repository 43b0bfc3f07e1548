"""What the pages show works: their workflows are valid, their node types pass their examples."""

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.architecture.repository import ROOT, files, name
from thaiyyal.bootstrap import check
from thaiyyal.document import read_document
from thaiyyal.sdk import NodeType
from thaiyyal.testing.contract import check_example, check_node_type

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PAGES = [path for path in files(".md") if ROOT / "examples" not in path.parents]


def _blocks(language: str, *, containing: str = "") -> list[Any]:
    return [
        pytest.param(text, id=f"{name(page)}-{number}")
        for page in _PAGES
        for number, (found, text) in enumerate(_BLOCK.findall(page.read_text(encoding="utf-8")))
        if found == language and containing in text
    ]


@pytest.mark.parametrize("text", _blocks("json"))
def test_a_workflow_in_a_page_is_valid(text: str) -> None:
    checked = check(read_document(text))

    assert [*checked.problems, *checked.warnings] == []


@pytest.mark.parametrize("text", _blocks("python", containing="(NodeType["))
def test_a_node_type_in_a_page_passes_the_contract_suite(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("page")
    monkeypatch.setitem(sys.modules, "page", module)
    exec(compile(text, "page", "exec"), module.__dict__)  # noqa: S102 - our own page

    types = [thing for thing in vars(module).values() if _is_own_type(thing)]

    assert types
    for kind in types:
        check_node_type(kind)
        for example in kind.examples:
            check_example(kind, example)


def _is_own_type(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, NodeType) and thing.__module__ == "page"


def test_the_commands_of_the_readme_name_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"(?<![\w/])@?(examples/[\w./-]+)", readme)

    assert [path for path in named if not Path(ROOT, path).exists()] == []
