"""The actions that the source records, read from its syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[3] / "src" / "thaiyyal"


def recorded_actions() -> Iterator[tuple[str, str]]:
    """Yield each action that an audited ``Change`` has, and where; ``?`` where it is no text."""
    for path in sorted(SOURCE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        if not any(_imports_change(node) for node in nodes):
            continue
        for node in nodes:
            if isinstance(node, ast.Call) and _name_of(node.func) == "Change":
                for action in _texts(_action_of(node)):
                    yield action, f"{path.relative_to(SOURCE)}:{node.lineno}"


def _imports_change(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom) or node.module is None:
        return False
    is_ours = node.module.startswith("thaiyyal.features.audit")
    return is_ours and any(alias.name == "Change" for alias in node.names)


def _name_of(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _action_of(call: ast.Call) -> ast.expr | None:
    if call.args:
        return call.args[0]
    return next((word.value for word in call.keywords if word.arg == "action"), None)


def _texts(node: ast.expr | None) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_texts(body), *_texts(orelse)]
        case _:
            return ["?"]
