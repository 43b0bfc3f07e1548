"""What the pages show works: their workflows are valid, their node types pass their examples."""

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.architecture.repository import ROOT, files, name
from thaiyyal.bootstrap import check
from thaiyyal.document import read_document
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.sdk import Example, NodeType

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PAGES = [path for path in files(".md") if ROOT / "examples" not in path.parents]


def _blocks(language: str) -> list[Any]:
    return [
        pytest.param(text, id=f"{name(page)}-{number}")
        for page in _PAGES
        for number, (found, text) in enumerate(_BLOCK.findall(page.read_text(encoding="utf-8")))
        if found == language
    ]


@pytest.mark.parametrize("text", _blocks("json"))
def test_a_workflow_in_a_page_is_valid(text: str) -> None:
    checked = check(read_document(text))

    assert [*checked.problems, *checked.warnings] == []


@pytest.mark.parametrize("text", _blocks("python"))
def test_a_node_type_in_a_page_passes_its_examples(text: str) -> None:
    module = ModuleType("page")
    exec(compile(text, "page", "exec"), module.__dict__)  # noqa: S102 - our own page

    types = [thing for thing in vars(module).values() if _is_own_type(thing)]

    assert types
    assert [
        example.title for kind in types for example in kind.examples if not _passes(kind, example)
    ] == []


def _is_own_type(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, NodeType) and thing.__module__ == "page"


def _passes(kind: type[NodeType[Any]], example: Example) -> bool:
    node: Any = kind()
    params = kind.params_class.model_validate(example.params)
    try:
        return bool(node.run(params, *example.inputs) == example.out)
    except ThaiyyalError as error:
        return error.code == example.error


def test_the_commands_of_the_readme_name_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"(?<![\w/])@?(examples/[\w./-]+)", readme)

    assert [path for path in named if not Path(ROOT, path).exists()] == []
