"""The workflow that is interrupted: twenty steps, in a row and side by side, with all effects.

A step's first letter says what it does: reads, repeats safely with a key, writes, or computes.
"""

from itertools import pairwise
from typing import Any

Json = dict[str, Any]
_ROWS: tuple[tuple[str, ...], ...] = (
    ("p1",),
    ("r2",),
    ("k3",),
    ("w4",),
    ("r5", "k6", "w7", "p8"),
    ("w9",),  # behind p8 alone
    ("j10",),
    ("w11",),
    ("k12",),
    ("r13",),
    ("w14", "w15", "k16"),
    ("j17",),
    ("w18",),
    ("k19",),
    ("p20",),
)
NAMES = tuple(name for row in _ROWS for name in row)
EFFECTS = tuple(name for name in NAMES if name[0] in "rkw")


def twenty_steps(url: str) -> Json:
    """Return the document; its input is ``{"run": name}``, which every request carries."""
    return {"nodes": [_node(name, url) for name in NAMES], "edges": list(_edges())}


def two_writes(url: str) -> Json:
    """Return a short document: a write, a request with a key, a write."""
    names = ("p1", "w2", "k3", "w4")
    pairs = pairwise(names)
    return {
        "nodes": [_node(name, url) for name in names],
        "edges": [{"source": source, "target": target} for source, target in pairs],
    }


def _node(name: str, url: str) -> Json:
    kind, data = "http", _request(name, url)
    if name[0] == "p":
        kind, data = "expression", {"expression": "input"}
    elif name[0] == "j":
        kind, data = "join", {}
    return {"id": name, "type": kind, "data": data}


def _request(name: str, url: str) -> Json:
    headers = {"X-Run": "{{ node.p1.run }}", "X-Step": name}
    if name[0] == "k":
        headers["Idempotency-Key"] = "{{ node.p1.run }}/" + name
    method = "GET" if name[0] == "r" else "POST"
    return {"url": f"{url}/{name}", "method": method, "headers": headers}


def _edges() -> list[Json]:
    found = []
    for before, after in pairwise(_ROWS):
        sources = ("p8",) if after == ("w9",) else before
        if after == ("j10",):
            sources = ("r5", "k6", "w7", "w9")
        found += [{"source": s, "target": t} for s in sources for t in after]
    return found
