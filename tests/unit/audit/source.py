"""The actions that the source records, read from its syntax trees."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from thaiyyal.settings import all_settings

SOURCE = Path(__file__).parents[3] / "src" / "thaiyyal"
_ACTION = re.compile(r"(?!thaiyyal\.)[a-z_]+\.[a-z_]+")


def recorded_actions() -> Iterator[tuple[str, str]]:
    """Yield each action that a module which records names, and where.

    An action need not stand inside of ``Change(…)``: it may be chosen or handed on before.
    """
    for path in sorted(SOURCE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        if any(_imports_change(node) for node in nodes):
            for node in nodes:
                if isinstance(node, ast.Constant) and _is_action(node.value):
                    yield str(node.value), f"{path.relative_to(SOURCE)}:{node.lineno}"


def _imports_change(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom) or node.module is None:
        return False
    is_ours = node.module.startswith("thaiyyal.features.audit")
    return is_ours and any(alias.name == "Change" for alias in node.names)


def _is_action(value: object) -> bool:
    """Whether a text looks like an action; names of settings look so, too."""
    return (
        isinstance(value, str)
        and _ACTION.fullmatch(value) is not None
        and value not in all_settings()
    )


def unreadable_changes() -> Iterator[str]:
    """Yield where a ``Change`` is made with an action that is put together from parts."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Change":
                parts = [*node.args[:1], *(w.value for w in node.keywords if w.arg == "action")]
                if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in parts):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}"
