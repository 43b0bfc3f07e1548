"""Which part of a journal a retry keeps: what succeeded, and how it came to that. Pure.

What failed is left out with all its attempts, and so is what was begun and has no outcome: both are
done anew. Nothing that is kept happened because of something that is left out, since the failure
ended the execution.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from thaiyyal.features.executions.entries import key_of
from thaiyyal.sdk import Effect
from thaiyyal.store.transaction import Row

Place: TypeAlias = tuple[str, str]
"""Path and node."""


@dataclass(frozen=True, slots=True)
class Kept:
    """``seqs``: rows to be copied. ``signals``: numbers of those that these have used up.

    ``unknown``: nodes whose effect was begun, may have happened, and would be done again.
    """

    seqs: tuple[int, ...]
    signals: tuple[int, ...]
    unknown: tuple[str, ...]


def kept_of(rows: Sequence[Row], failed_node: str | None) -> Kept:
    """Return what a retry keeps.

    Args:
        rows: Of kinds other than step, in order, with seq, kind, key, fact and status.
        failed_node: The node that the execution's error names.
    """
    keyed = [row for row in rows if row["key"] is not None]
    opened = _opened(keyed)
    gone = {place for place, _ in opened.values()} | _failed(keyed, failed_node)
    kept = [row for row in rows if row["key"] is None or place_of(row) not in gone]
    unknown = {place[1] for place, effect in opened.values() if effect == Effect.WRITES.value}
    return Kept(
        tuple(row["seq"] for row in kept),
        tuple(seq for row in kept for seq in _signals_of(row)),
        tuple(sorted(unknown)),
    )


def place_of(row: Row) -> Place:
    """Return where a row belongs."""
    path, node, _, _ = key_of(row["key"])
    return path, node


def _opened(rows: Sequence[Row]) -> dict[bytes, tuple[Place, str]]:
    """Return work that was begun and has no outcome, with its effect."""
    opened: dict[bytes, tuple[Place, str]] = {}
    for row in rows:
        if row["kind"] == "intent":
            opened[row["key"]] = (place_of(row), json.loads(row["fact"])["effect"])
        elif row["kind"] in {"outcome", "repeat"}:
            opened.pop(row["key"], None)
    return opened


def _failed(rows: Sequence[Row], failed_node: str | None) -> set[Place]:
    """Return where the failure was that ended the execution: after it nothing was recorded."""
    events = [row for row in rows if row["kind"] in {"outcome", "fired"}]
    if not events:
        return set()
    last, place = events[-1], place_of(events[-1])
    ended_by_it = last["kind"] == "fired" or last["status"] == "failed"
    return {place} if ended_by_it and place[1] == failed_node else set()


def _signals_of(row: Row) -> list[int]:
    if row["kind"] != "outcome" or not row["fact"]:
        return []
    return list(json.loads(row["fact"]).get("signals", ()))
