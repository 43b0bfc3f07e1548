"""What an execution gave: status, output, error and the steps of every node."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thaiyyal.engine.commands import Key
from thaiyyal.engine.events import status_of
from thaiyyal.engine.frame import DEAD, ROUTED, UNSET, Frame
from thaiyyal.engine.plan import Body, Plan
from thaiyyal.engine.ports import Entry
from thaiyyal.engine.run import Run, path_text
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import StepFailure


@dataclass(frozen=True, slots=True)
class Step:
    """What one node did, with its last run where it is inside a container.

    ``path``: which run of which containers that was. ``started``: seconds of ``perf_counter``;
    ``meta`` may have a fact of the node's own in place of ``took_s``.
    """

    status: str
    output: Value = None
    has_output: bool = False
    port: str | None = None
    error: StepFailure | None = None
    meta: Mapping[str, Any] | None = None
    path: str = ""
    started: float | None = None
    took_s: float | None = None

    def as_value(self) -> dict[str, Any]:
        """Return the step as JSON, without what does not apply."""
        found: dict[str, Any] = {"status": self.status}
        if self.has_output:
            found["output"] = self.output
        if self.port is not None:
            found["port"] = self.port
        if self.error is not None:
            found["error"] = error_value(self.error)
        found["meta"] = dict(self.meta or {})
        return found


@dataclass(frozen=True, slots=True)
class ExecutionResult:
    """The end of a segment. ``status``: succeeded, failed, cancelled or waiting.

    Of one that waits ``waiting_for`` says for what: time, signal, approval, workflow, or
    outcome_unknown, where ``unknown`` is the key that a person has to decide about.
    ``wake_at_ms``: when it is to go on by itself. ``active_s``: what the segment used of the limit.
    ``unwritten``: entries left to be written with the end (``Execution.leaves_last_write``).
    """

    status: str
    output: Value
    error: StepFailure | None
    plan: Plan
    frame: Frame
    run: Run
    waiting_for: str | None = None
    wake_at_ms: int | None = None
    unknown: Key | None = None
    active_s: float = 0.0
    unwritten: Sequence[Entry] = ()

    def steps(self) -> dict[str, Step]:
        """Return node id -> step in document order, the nodes inside containers too."""
        frames: dict[str | None, Frame] = {None: self.frame}
        frames.update(self.run.last_frames)
        found: dict[str, Step] = {}
        bodies: list[Body] = [self.plan.top]
        for body in bodies:  # grows while it is read
            frame = frames.get(body.container)
            took = durations_s(frame, range(len(body.nodes))) if frame else {}
            for node in body.nodes:
                runs = self.run.body_runs.get(body.container, 0) if body.container else None
                found[node.id] = (
                    _step(frame, node.slot, took[node.slot], runs) if frame else Step("skipped")
                )
                if node.body is not None:
                    bodies.append(node.body)
        return {node.id: found[node.id] for node in self.plan.workflow.nodes}


def error_value(error: StepFailure) -> dict[str, Value]:
    """Return an error as JSON: code, message and, where known, the node."""
    found: dict[str, Value] = {"code": error.code, "message": error.message}
    if error.node is not None:
        found["node"] = error.node
    return found


def durations_s(frame: Frame, slots: Sequence[int]) -> dict[int, float]:
    """Return how long steps took: from their start, or the end of the step before, to their end.

    O(n log n): asked once for many steps, because looking back from each would take n steps.
    """
    found: dict[int, float] = {}
    before = 0.0
    for slot in sorted(slots, key=frame.ended.__getitem__):
        end = frame.ended[slot]
        start = frame.started.get(slot, before or end)
        found[slot] = max(0.0, end - start) if end else 0.0
        before = end
    return found


def _step(frame: Frame, slot: int, took_s: float, runs: int | None) -> Step:
    status = status_of(frame, slot)
    value, port = frame.values[slot], frame.ports[slot]
    if status == "skipped":
        return Step(status, meta={} if runs is None else {"runs": runs})
    meta: dict[str, Any] = {
        "ms": round(took_s * 1000, 3),
        **frame.meta.get(slot, {}),
    }
    if slot in frame.attempts:
        meta["attempts"] = frame.attempts[slot]
    if runs is not None:
        meta["runs"] = runs
    shown = "error" if port is ROUTED else port
    has_output = value is not DEAD and value is not UNSET
    return Step(
        status,
        value if has_output else None,
        has_output,
        shown,
        frame.errors.get(slot),
        meta,
        path_text(frame.path),
        frame.ended[slot] - took_s,
        took_s,
    )
