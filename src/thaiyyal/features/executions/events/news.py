"""What is new of executions becomes events, in the order of the record. Pure.

Told of each execution: how it stands, whenever that differs from what was told last (``seq`` is
null: this is not part of the record); each step's beginning and end; its own end, once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from thaiyyal.features.executions.assignment import FINAL
from thaiyyal.features.executions.events.errors import BadEventId
from thaiyyal.features.executions.previews import MOST_BYTES, preview_of
from thaiyyal.features.executions.views import duration_ms, step_from
from thaiyyal.features.routing import moment_text
from thaiyyal.store.payload import pack_json, unpack, unpack_json
from thaiyyal.store.transaction import Row

_STEPS = frozenset({"intent", "outcome", "step"})
_STATUS = "status"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``name`` is that of server-sent events, ``data`` may hold stored JSON."""

    name: str
    data: dict[str, Any]


@dataclass(slots=True)
class Followed:
    """One execution that somebody follows: how far they know it, and whether that is all."""

    id: UUID
    seq: int
    has_ended: bool = False
    is_behind: bool = True
    _told: tuple[object, ...] | None = None

    def check(self, row: Row) -> None:
        """See whether so much has been recorded at all; the end stands behind the last row.

        Raises:
            BadEventId: It has not.
        """
        is_final = row["execution_status"] in FINAL
        if self.seq > row["last_seq"] + is_final:
            raise BadEventId
        self.has_ended = is_final and self.seq > row["last_seq"]

    def events(self, rows: Sequence[Row]) -> Iterator[Event]:
        """Yield the events of rows that were read together, and move on behind each."""
        latest = rows[0]
        if self._told is None:
            yield self._standing(latest)
        for row in rows:
            if row["seq"] is not None:
                self.seq = row["seq"]
                yield from self._recorded(row)
        if latest["seq"] is None:
            self.seq = max(self.seq, latest["upto"])
        self.is_behind = self.seq < latest["last_seq"]
        if self.is_behind:
            return
        if latest["execution_status"] in FINAL:
            self.seq, self.has_ended = self.seq + 1, True
            yield Event("execution", {**_standing(latest), "seq": self.seq})
        elif self._told != _state(latest):
            yield self._standing(latest)

    def _standing(self, row: Row) -> Event:
        self._told = _state(row)
        return Event("execution", _standing(row))

    def _recorded(self, row: Row) -> Iterator[Event]:
        if row["kind"] in _STEPS:
            yield Event("step", _step(row))
        elif row["kind"] == _STATUS:
            data = {"execution_id": self.id, "seq": self.seq, "status": row["status"]}
            yield Event("execution", {**_NOTHING, **data, "error": _json(row["error"])})


def _state(row: Row) -> tuple[object, ...]:
    return row["execution_status"], row["waiting_for"], row["wake_at"]


_NOTHING: dict[str, Any] = {
    "execution_id": None,
    "seq": None,
    "status": None,
    "waiting_for": None,
    "wake_at": None,
    "error": None,
    "started_at": None,
    "finished_at": None,
    "duration_ms": None,
}


def _standing(row: Row) -> dict[str, Any]:
    """Return how an execution stands."""
    started_at, finished_at = row["execution_started_at"], row["finished_at"]
    return {
        **_NOTHING,
        "execution_id": row["execution_id"],
        "status": row["execution_status"],
        "waiting_for": row["waiting_for"],
        "wake_at": None if row["wake_at"] is None else moment_text(row["wake_at"]),
        "error": _json(row["execution_error"]),
        "started_at": None if started_at is None else moment_text(started_at),
        "finished_at": None if finished_at is None else moment_text(finished_at),
        "duration_ms": duration_ms(started_at, finished_at),
    }


def _step(row: Row) -> dict[str, Any]:
    """Return a step as the steps' list has it, its output as far as 4 KiB."""
    shown = {**row, "status": "running"} if row["kind"] == "intent" else _shortened(row)
    return {"execution_id": row["execution_id"], **step_from(shown)}


def _shortened(row: Row) -> Row:
    stored = row["output"]
    if stored is None or len(unpack_json(stored)) <= MOST_BYTES:
        return row
    return {**row, "output": pack_json(preview_of(unpack(stored))), "is_preview": True}


def _json(stored: bytes | None) -> orjson.Fragment | None:
    return None if stored is None else orjson.Fragment(unpack_json(stored))
