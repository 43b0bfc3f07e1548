"""What the first pages of the documentation tell a newcomer to write works as they say."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from thaiyyal.bootstrap import LocalRunner, check
from thaiyyal.engine import ExecutionResult
from thaiyyal.sdk import NodeType
from thaiyyal.testing.contract import check_example, check_node_type

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
FIRST = DOCS / "learn" / "first-workflow.md"


def test_the_first_workflow_gives_what_its_page_says() -> None:
    orders = json.loads(_first("--input '(.*?)'", FIRST))
    promised = json.loads(_first(r"the output is `(.*?)`", FIRST))

    result = _run(_first_workflow(), orders)

    assert result.output == promised


def test_the_broken_expression_of_the_first_workflow_is_found() -> None:
    document = _first_workflow()
    document["nodes"][0]["data"]["condition"] = "item.total >"

    problems = check(document).problems

    assert [(one.node, one.field) for one in problems] == [("large", "condition")]


@pytest.mark.parametrize("way", ["settings", "expression"])
def test_the_first_workflow_survives_an_empty_list_as_its_page_says(way: str) -> None:
    document = _first_workflow()
    if way == "settings":
        document["nodes"][2]["settings"] = {"on_error": "continue"}
    else:
        document["nodes"][2]["data"]["expression"] = _first(r"`(input\[0\]\?.*?)`", FIRST)

    result = _run(document, [])

    assert result.status == "succeeded"


def test_the_first_workflow_fails_on_an_empty_list() -> None:
    result = _run(_first_workflow(), [])

    assert result.status == "failed"


def test_the_node_type_of_its_page_keeps_the_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = DOCS / "howto" / "write-a-node-type.md"
    (tmp_path / "greeting_of_the_page.py").write_text(_first(r"```python\n(.*?)```", page))
    monkeypatch.syspath_prepend(tmp_path)

    greeting: type[NodeType[Any]] = __import__("greeting_of_the_page").Greeting

    check_node_type(greeting)
    for example in greeting.examples:
        check_example(greeting, example)


def _first_workflow() -> Any:
    return json.loads(_first(r"```json\n(.*?)```", FIRST))


def _first(pattern: str, page: Path) -> str:
    found = re.search(pattern, page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, f"{page.name} has no {pattern}"
    return found[1]


def _run(document: Any, given: Any) -> ExecutionResult:
    async def run() -> ExecutionResult:
        runner = LocalRunner()
        try:
            return await runner.run(check(document), [given])
        finally:
            await runner.aclose()

    return asyncio.run(run())
