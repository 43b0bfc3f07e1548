"""Telling whoever listens to an execution what its steps do."""

from collections.abc import Iterable, Sequence

from thaiyyal.engine.commands import RunRegion
from thaiyyal.engine.events import (
    ExecutionEvent,
    Listener,
    StepEvent,
    running_event,
    step_event,
)
from thaiyyal.engine.frame import Frame
from thaiyyal.engine.inline import region_of
from thaiyyal.engine.result import durations_s

Change = tuple[Frame, int, bool]
"""A frame, a slot in it, and whether its step has ended rather than begun."""


class Teller:
    """Tells events; ``is_replay``: whether they have been told in an earlier segment."""

    __slots__ = ("_listener", "is_replay")

    def __init__(self, listener: Listener | None) -> None:
        self._listener = listener
        self.is_replay = False

    def tell(self, event: StepEvent | ExecutionEvent) -> None:
        """Tell one event."""
        if self._listener is not None:
            self._listener(event)

    def begun(self, frame: Frame, slot: int) -> None:
        """Tell that a step has begun."""
        self.tell(running_event(frame, slot))

    def changes(self, changes: Iterable[Change]) -> None:
        """Tell what the scheduler has changed."""
        if self._listener is None:
            return
        for frame, slot, has_ended in changes:
            if has_ended:
                self._steps(frame, (slot,))
            else:
                self.tell(running_event(frame, slot, is_replay=self.is_replay))

    def region(self, command: RunRegion, began: float) -> None:
        """Tell of all steps of a region that has ended; ``began``: by ``perf_counter``."""
        region = region_of(command.frame.body, command.unit)
        command.frame.started.setdefault(region.slots[0], began)
        self._steps(command.frame, region.slots)

    def _steps(self, frame: Frame, slots: Sequence[int]) -> None:
        if self._listener is not None:
            took = durations_s(frame, slots)
            for slot in slots:
                if frame.ended[slot]:
                    self.tell(step_event(frame, slot, took[slot], is_replay=self.is_replay))
