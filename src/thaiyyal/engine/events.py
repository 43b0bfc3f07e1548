"""The live events of an execution, in the order in which things happened."""

from collections.abc import Callable
from dataclasses import dataclass

from thaiyyal.engine.frame import DEAD, Frame
from thaiyyal.engine.run import path_text
from thaiyyal.sdk import StepFailure


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A step changed: ``status`` is running, succeeded, failed or skipped."""

    node: str
    path: str
    status: str
    duration_s: float | None = None
    failure: StepFailure | None = None


@dataclass(frozen=True, slots=True)
class ExecutionEvent:
    """The execution changed: ``status`` is running, succeeded, failed or waiting."""

    status: str


Listener = Callable[[StepEvent | ExecutionEvent], None]


def status_of(frame: Frame, slot: int) -> str:
    """Return the status of a settled step."""
    if slot in frame.errors:
        return "failed"
    return "skipped" if frame.ended[slot] == 0.0 or frame.values[slot] is DEAD else "succeeded"


def step_event(frame: Frame, slot: int, duration_s: float | None) -> StepEvent:
    """Return the event for a step that has ended."""
    return StepEvent(
        frame.body.nodes[slot].id,
        path_text(frame.path),
        status_of(frame, slot),
        duration_s,
        frame.errors.get(slot),
    )


def running_event(frame: Frame, slot: int) -> StepEvent:
    """Return the event for an attempt of a step that begins."""
    return StepEvent(frame.body.nodes[slot].id, path_text(frame.path), "running")
