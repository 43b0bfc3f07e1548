"""What a person sees: problems with their place in the file, steps as a table, errors."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from thaiyyal.document import Problem
from thaiyyal.engine import ExecutionResult
from thaiyyal.expressions import caret
from thaiyyal.kernel.values import Value, text_form
from thaiyyal.sdk import StepFailure

_COLOURS = {"succeeded": "green", "failed": "red", "skipped": "dim"}
_LONGEST = 60

errors = Console(stderr=True, highlight=False, soft_wrap=True)
_WIDE = 140  # columns of a table that goes to a file or a pipe


def show_problems(
    document: Value, problems: Iterable[Problem], *, is_warning: bool = False
) -> None:
    """Print problems, each with its place and, for expressions, a caret under the mistake."""
    colour = "yellow" if is_warning else "red"
    data_of = _data_by_node(document)
    for problem in problems:
        place = _place(problem)
        errors.print(
            Text.assemble((problem.code, colour), "  ", (place, "bold"), "  ", problem.message)
        )
        text = _text_at(data_of.get(problem.node or ""), problem.field)
        if problem.position is not None and text is not None:
            errors.print(Text(_indented(caret(text, problem.position))))


def show_failure(document: Value, failure: StepFailure) -> None:
    """Print why a run failed, with a caret where an expression is at fault."""
    place = f"node {failure.node}" if failure.node else "the execution"
    errors.print(Text.assemble((failure.code, "red"), "  ", (place, "bold"), "  ", failure.message))
    text = _only_expression(document, failure.node)
    if failure.position is not None and text is not None and failure.position <= len(text):
        errors.print(Text(_indented(caret(text, failure.position))))


def show_steps(result: ExecutionResult) -> None:
    """Print a table of the steps with their times and the start of what they gave."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading, width in (("node", 8), ("type", 8), ("status", 9), ("port", 4)):
        table.add_column(heading, no_wrap=True, min_width=width)
    table.add_column("ms", justify="right", no_wrap=True, min_width=6)
    table.add_column("output", no_wrap=True, ratio=1)
    types = {node.id: node.type.type for node in result.plan.workflow.nodes}
    for id_, step in result.steps().items():
        ms = (step.meta or {}).get("ms")
        table.add_row(
            Text(_short(id_, 30)),
            types[id_],
            Text(step.status, _COLOURS.get(step.status, "")),
            step.port or "",
            "" if ms is None else f"{ms:.2f}",
            Text(_preview(step.output) if step.has_output else ""),
        )
    errors.print(table, width=None if errors.is_terminal else _WIDE, soft_wrap=False)


def _preview(value: Value) -> str:
    if isinstance(value, list) and len(value) > 20:
        return f"{len(value)} items"
    if isinstance(value, dict) and len(value) > 20:
        return f"{len(value)} keys"
    return _short(text_form(value), _LONGEST)


def _short(text: str, most: int) -> str:
    line = text.replace("\n", "⏎")
    return line if len(line) <= most else line[: most - 1] + "…"


def _place(problem: Problem) -> str:
    parts = []
    if problem.node is not None:
        parts.append(f"node {problem.node}")
    if problem.edge is not None:
        parts.append(f"edge {problem.edge}")
    if problem.field is not None:
        parts.append(problem.field)
    return ", ".join(parts) or "the document"


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def _data_by_node(document: Any) -> dict[str, dict[str, Any]]:
    """Return the data of every node by its id; the first of a double id."""
    nodes = document.get("nodes") if isinstance(document, dict) else None
    found: dict[str, dict[str, Any]] = {}
    for raw in nodes if isinstance(nodes, list) else ():
        if isinstance(raw, dict) and isinstance(raw.get("data"), dict):
            id_ = raw.get("id")
            if isinstance(id_, str):
                found.setdefault(id_, raw["data"])
    return found


def _text_at(data: Any, field: str | None) -> str | None:
    at = data
    for part in (field or "").split("."):
        if isinstance(at, dict):
            at = at.get(part)
        elif isinstance(at, list) and part.isdigit() and int(part) < len(at):
            at = at[int(part)]
        else:
            return None
    return at if isinstance(at, str) else None


def _only_expression(document: Value, node: str | None) -> str | None:
    data = _data_by_node(document).get(node or "", {})
    texts = [data[key] for key in ("expression", "condition") if isinstance(data.get(key), str)]
    return texts[0] if len(texts) == 1 else None
