"""Which computed steps have ended since the journal was written last, to be shown with it.

Only those outside of containers: a loop would give a row for each of its turns.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from thaiyyal.engine import ExecutionEvent, StepEvent
from thaiyyal.engine.frame import DEAD, UNSET, Frame
from thaiyyal.features.executions.entries import Writer, masked_failure, storable
from thaiyyal.features.executions.payloads import shortened
from thaiyyal.features.executions.records import error_text
from thaiyyal.features.executions.writes import JournalRow


@dataclass(slots=True)
class Settled:
    """Listens to the events of one execution; ``shown``: nodes that have a row already."""

    shown: set[str] = field(default_factory=set)
    _waiting: list[StepEvent] = field(default_factory=list)

    def listen(self, event: StepEvent | ExecutionEvent) -> None:
        """Take note of a step that was computed."""
        if isinstance(event, StepEvent) and not event.path and _is_computed(event):
            self._waiting.append(event)

    def take(self, writer: Writer, now: datetime) -> list[JournalRow]:
        """Return rows of what has settled and was not shown before."""
        waiting, self._waiting = self._waiting, []
        rows = []
        for event in waiting:
            if event.node not in self.shown and event.frame is not None:
                self.shown.add(event.node)
                writer.seq += 1
                rows.append(_row(event, event.frame, writer, now))
        return rows


def _is_computed(event: StepEvent) -> bool:
    """Whether a step has succeeded or failed without an entry in the journal."""
    if event.status not in {"succeeded", "failed"} or event.frame is None:
        return False
    node = event.frame.body.nodes[event.slot]
    return node.is_pure and node.body is None


def _row(event: StepEvent, frame: Frame, writer: Writer, now: datetime) -> JournalRow:
    value, slot = frame.values[event.slot], event.slot
    output = None if value is DEAD or value is UNSET else shortened(value, writer.secrets)
    port = frame.ports[slot]
    failure = masked_failure(event.failure, writer.secrets)
    took_s = event.duration_s
    return JournalRow(
        writer.seq,
        "step",
        storable(event.node),
        "",
        None,
        writer.types.get(event.node, ""),
        event.status,
        storable(writer.secrets.mask_text(port)) if isinstance(port, str) else None,
        output=None if output is None else output.stored,
        is_preview=output is not None and output.is_preview,
        error=None if failure is None else error_text(failure),
        at=now,
        started_at=None if took_s is None else now - timedelta(seconds=took_s),
        duration_ms=None if took_s is None else round(took_s * 1e3, 3),
    )
