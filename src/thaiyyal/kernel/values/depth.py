"""How deep a value is nested and how large it is when written out.

Lists and objects may be shared inside a value; both are found without walking a shared part
twice, so a value that doubles itself a hundred times is measured in a hundred steps.
"""

from typing import TypeAlias

from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values.value import Value

MAX_DEPTH = 100

Container: TypeAlias = "list[Value] | dict[str, Value]"


def depth_of(value: Value, *, most: int | None = None) -> int:
    """Return the number of lists and objects around the innermost part; stop beyond ``most``."""
    depth = 0
    level: list[Container] = [value] if isinstance(value, (list, dict)) else []
    while level:
        depth += 1
        if most is not None and depth > most:
            return depth
        below: dict[int, Container] = {}
        for container in level:
            children = container.values() if isinstance(container, dict) else container
            for child in children:
                if isinstance(child, (list, dict)):
                    below[id(child)] = child
        level = list(below.values())
    return depth


def check_depth(value: Value, limit: int = MAX_DEPTH) -> None:
    """Raise ``LimitExceeded`` when ``value`` is nested deeper than ``limit``."""
    if isinstance(value, (list, dict)) and depth_of(value, most=limit) > limit:
        raise LimitExceeded(f"the value is nested deeper than {limit} levels")


def size_of(value: Value, limit: int = MAX_DEPTH) -> int:
    """Return how many values ``value`` has, itself and shared parts counted each time.

    Raises:
        LimitExceeded: The value is nested deeper than ``limit``.
    """
    if not isinstance(value, (list, dict)):
        return 1
    size = 1
    depth = 0
    level: dict[int, tuple[Container, int]] = {
        id(value): (value, 1)
    }  # id -> container, occurrences
    while level:
        depth += 1
        if depth > limit:
            raise LimitExceeded(f"the value is nested deeper than {limit} levels")
        below: dict[int, tuple[Container, int]] = {}
        for container, times in level.values():
            children = container.values() if isinstance(container, dict) else container
            size += times * len(container)
            for child in children:
                if isinstance(child, (list, dict)):
                    known = below.get(id(child))
                    below[id(child)] = (child, times + known[1] if known else times)
        level = below
    return size
