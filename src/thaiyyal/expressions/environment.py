"""The names that one evaluation can read besides its input."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from thaiyyal.kernel.values import Value


def _never_stop() -> None:
    """Stand in where nothing can ask an evaluation to stop."""


@dataclass(slots=True)
class Env:
    """Values by name; ``check`` is called now and then and may raise anything to stop the work.

    ``loop`` holds what an enclosing loop binds: item, index, items, accumulator.
    """

    variables: dict[str, Value] = field(default_factory=dict)
    context: dict[str, Value] = field(default_factory=dict)
    nodes: Mapping[str, Value] = field(default_factory=dict)
    loop: dict[str, Value] = field(default_factory=dict)
    now_ms: int = 0
    check: Callable[[], None] = _never_stop
