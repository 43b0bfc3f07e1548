"""The workflows that are opened, moved, typed in and executed."""

from typing import Any

Json = dict[str, Any]
ROWS = 20
_STEP_X, _STEP_Y = 320, 140
_KINDS: tuple[tuple[str, Json], ...] = (
    ("expression", {"expression": "input.total * 1.19 + 1"}),
    ("filter", {"condition": "item.total > 100"}),
    ("sort", {"field": "total", "order": "desc"}),
    ("condition", {"condition": "input.total > 100"}),
    ("text_operation", {"text_op": "uppercase"}),
    ("http", {"url": "https://api.example.com/orders", "method": "GET"}),
)


def large(count: int) -> Json:
    """Return rows of nodes of six types, each node behind the one on its left."""
    nodes = [_node(number) for number in range(count)]
    edges = [
        _edge(number - ROWS, number)
        for number in range(ROWS, count)
        if number % 7 or number < 2 * ROWS
    ]
    return {"nodes": nodes, "edges": edges}


def busy(nodes: int, runs: int) -> Json:
    """Return a loop whose nodes wait for a moment, so that each of their runs is told."""
    inner: list[Json] = [
        {
            "id": f"wait{number}",
            "type": "delay",
            "parent": "each",
            "data": {"duration": "1ms"},
            "position": {"x": 40 + number * _STEP_X, "y": 80},
        }
        for number in range(nodes)
    ]
    edges = [
        {"source": f"wait{number}", "target": f"wait{number + 1}"} for number in range(nodes - 1)
    ]
    given = {"id": "numbers", "type": "range", "data": {"start": 0, "end": runs - 1}}
    each = {
        "id": "each",
        "type": "for_each",
        "data": {"max_concurrency": 50},
        "position": {"x": 320, "y": 0},
    }
    outer = [{**given, "position": {"x": 0, "y": 0}}, each]
    return {"nodes": [*outer, *inner], "edges": [{"source": "numbers", "target": "each"}, *edges]}


def _node(number: int) -> Json:
    type_, data = _KINDS[number % len(_KINDS)] if number >= ROWS else ("number", {"value": number})
    column, row = divmod(number, ROWS)
    return {
        "id": f"n{number}",
        "type": type_,
        "data": {**data, "label": f"Step {number}"},
        "position": {"x": column * _STEP_X, "y": row * _STEP_Y},
    }


def _edge(source: int, target: int) -> Json:
    edge = {"source": f"n{source}", "target": f"n{target}"}
    is_branch = source >= ROWS and _KINDS[source % len(_KINDS)][0] == "condition"
    return {**edge, "sourceHandle": "true"} if is_branch else edge
