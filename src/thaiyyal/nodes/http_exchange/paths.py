"""Dotted paths into a parsed body: ``data.items``, ``pages[0].list``, ``[1]``."""

import re

from thaiyyal.kernel.values import Value

Steps = tuple[str | int, ...]
MISSING = object()
"""Stands for what a path does not lead to; null is a value."""

_STEP = re.compile(r"(?:^|(?<=.)\.)([^.\[\]]+)|\[(\d{1,9})\]", re.ASCII)


def read_path(text: str) -> Steps | None:
    """Return the steps of a path, or None if it is none; no text is no steps.

    >>> read_path("data.pages[0]"), read_path(""), read_path("a..b")
    (('data', 'pages', 0), (), None)
    """
    steps: list[str | int] = []
    position = 0
    while position < len(text):
        found = _STEP.match(text, position)
        if found is None:
            return None
        name, index = found.groups()
        steps.append(int(index) if name is None else name)
        position = found.end()
    return tuple(steps)


def value_at(body: Value, path: str) -> Value | object:
    """Return what ``path`` leads to in ``body``, or ``MISSING``."""
    at: Value = body
    for step in read_path(path) or ():
        if isinstance(step, int):
            if not isinstance(at, list) or step >= len(at):
                return MISSING
            at = at[step]
        elif isinstance(at, dict) and step in at:
            at = at[step]
        else:
            return MISSING
    return at
