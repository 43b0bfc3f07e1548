"""The live events of an execution, in the order in which things happened."""

from collections.abc import Callable
from dataclasses import dataclass, field

from thaiyyal.engine.frame import DEAD, Frame
from thaiyyal.engine.run import path_text
from thaiyyal.sdk import StepFailure


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A step changed: ``status`` is running, succeeded, failed or skipped.

    ``frame`` and ``slot`` lead whoever records steps to what it gave; ``is_replay``: this was told
    in an earlier segment already, as far as that one came.
    """

    node: str
    path: str
    status: str
    duration_s: float | None = None
    failure: StepFailure | None = None
    frame: Frame | None = field(default=None, compare=False, repr=False)
    slot: int = field(default=0, compare=False, repr=False)
    is_replay: bool = field(default=False, compare=False)


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


def step_event(
    frame: Frame, slot: int, duration_s: float | None, *, is_replay: bool = False
) -> StepEvent:
    """Return the event for a step that has ended."""
    return StepEvent(
        frame.body.nodes[slot].id,
        path_text(frame.path),
        status_of(frame, slot),
        duration_s,
        frame.errors.get(slot),
        frame,
        slot,
        is_replay,
    )


def running_event(frame: Frame, slot: int, *, is_replay: bool = False) -> StepEvent:
    """Return the event for an attempt of a step that begins."""
    id_, path = frame.body.nodes[slot].id, path_text(frame.path)
    return StepEvent(id_, path, "running", frame=frame, slot=slot, is_replay=is_replay)
