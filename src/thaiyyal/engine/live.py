"""Bodies and nodes that are being run by the scheduler."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from thaiyyal.engine.commands import Key
from thaiyyal.engine.frame import Frame
from thaiyyal.engine.plan import PlanNode
from thaiyyal.sdk import Answer


class LiveBody:
    """A body in progress. ``waiting``: per unit, units that must end first."""

    __slots__ = ("frame", "is_closed", "keys", "left", "most", "on_end", "ready", "result",
                 "running", "waiting", "works")  # fmt: skip

    def __init__(
        self,
        frame: Frame,
        *,
        on_end: Callable[[Answer], None],
        result: str = "value",
        most: int | None = None,
    ) -> None:
        units = frame.body.units
        self.frame = frame
        self.on_end = on_end
        self.result = result
        self.most = 1 if frame.body.touches_state and most is not None else most
        self.ready: deque[int] = deque()
        self.waiting = [unit.waits_for for unit in units]
        self.left = len(units)
        self.running = 0
        self.works: dict[int, Work] = {}
        self.keys: list[Key] = []
        self.is_closed = False

    def has_room(self) -> bool:
        """Whether one more unit may run now."""
        return self.most is None or self.running < self.most


@dataclass(slots=True, eq=False)
class Work:
    """A scheduled node in progress; ``children``: bodies it has open."""

    live: LiveBody
    unit: int
    slot: int
    attempt: int = 0
    generator: Any = None
    children: list[LiveBody] = field(default_factory=list)
    timers: set[Key] = field(default_factory=set)

    @property
    def node(self) -> PlanNode:
        return self.live.frame.body.nodes[self.slot]
