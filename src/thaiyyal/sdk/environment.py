"""What an expression can see besides its input, and the run's state behind it."""

from collections.abc import Callable, Mapping
from typing import Protocol

from thaiyyal.kernel.values import Value


class Environment(Protocol):
    """The names an expression may read; made anew for every body that runs."""

    variables: dict[str, Value]
    context: dict[str, Value]
    nodes: Mapping[str, Value]
    loop: dict[str, Value]
    now_ms: int
    check: Callable[[], None]
