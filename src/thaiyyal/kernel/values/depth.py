"""How deep a value is nested and how large it is when written out.

Lists and objects may be shared inside a value; both are found without walking a shared part
twice, so a value that doubles itself a hundred times is measured in a hundred steps.
"""

from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values.value import Value

MAX_DEPTH = 100


def depth_of(value: Value, *, most: int | None = None) -> int:
    """Return the number of lists and objects around the innermost part; stop beyond ``most``."""
    depth = 0
    level = [value] if isinstance(value, (list, dict)) else []
    while level:
        depth += 1
        if most is not None and depth > most:
            return depth
        below: dict[int, Value] = {}
        for container in level:
            children = container.values() if isinstance(container, dict) else container
            for child in children:
                if isinstance(child, (list, dict)):
                    below[id(child)] = child
        level = [child for child in below.values() if isinstance(child, (list, dict))]
    return depth


def check_depth(value: Value, limit: int = MAX_DEPTH) -> None:
    """Raise ``LimitExceeded`` when ``value`` is nested deeper than ``limit``."""
    if isinstance(value, (list, dict)) and depth_of(value, most=limit) > limit:
        raise LimitExceeded(f"the value is nested deeper than {limit} levels")


def size_of(value: Value) -> int:
    """Return how many values ``value`` has, itself and shared parts counted each time.

    The value must not be nested without bound: check its depth first.
    """
    if not isinstance(value, (list, dict)):
        return 1
    return _size(value, {})


def _size(container: "list[Value] | dict[str, Value]", known: dict[int, int]) -> int:
    size = known.get(id(container))
    if size is None:
        size = 1 + len(container)
        for child in container.values() if isinstance(container, dict) else container:
            if isinstance(child, (list, dict)):
                size += _size(child, known) - 1
        known[id(container)] = size
    return size
