"""What the scheduler asks the driver to do, and what the driver tells it. Plain data.

Keys name work: (path as text, node id, attempt, purpose). They are the same in every replay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thaiyyal.engine.frame import Frame
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import BodyDone, BodyFailed, Effect, Emit, StepFailure

Key = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class RunRegion:
    """Run a region to its end and report ``RegionEnded``."""

    key: Key
    frame: Frame
    unit: int


@dataclass(frozen=True, slots=True)
class Perform:
    """Carry out one attempt of one node and report ``Performed``."""

    key: Key
    frame: Frame
    slot: int
    attempt: int
    inputs: list[Value]
    effect: Effect


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Report ``TimerFired`` after ``seconds``. ``is_wait``: the step does nothing but wait."""

    key: Key
    seconds: float
    is_wait: bool


@dataclass(frozen=True, slots=True)
class StopWork:
    """Stop the work or timer ``key``; nothing is reported for it any more."""

    key: Key


@dataclass(frozen=True, slots=True)
class End:
    """The execution has ended."""

    outcome: BodyDone | BodyFailed


@dataclass(frozen=True, slots=True)
class RegionEnded:
    """``failed``: the slot that failed with stop, whose error is in the frame, or None."""

    key: Key
    failed: int | None


@dataclass(frozen=True, slots=True)
class Performed:
    """An attempt ended with a value or a failure; ``signals``: those that it has used up."""

    key: Key
    result: Value | Emit = None
    failure: StepFailure | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    signals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TimerFired:
    """The time of a timer is over."""

    key: Key


Command = RunRegion | Perform | StartTimer | StopWork | End
Event = RegionEnded | Performed | TimerFired
Wanted = dict[Key, Perform | StartTimer]
"""Work that begins with the next write, by its key."""
