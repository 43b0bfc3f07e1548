"""The chain that seals a log, followed in Python: the database, which made it, is not asked.

Each hash is SHA-256 over the hash before it, the entry's number and the entry's bytes.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from thaiyyal.features.audit.entry import Entry, entry_bytes


@dataclass(frozen=True, slots=True)
class Place:
    """The number and the hash of one entry of a chain."""

    seq: int
    hash: bytes


START = Place(0, bytes(32))
"""The place before the first entry of every chain."""


class ProblemKind(StrEnum):
    """What is wrong with a chain."""

    MISSING = "missing"
    INSERTED = "inserted"
    ALTERED = "altered"
    HEAD_DIFFERS = "head_differs"
    NOTED_DIFFERS = "noted_differs"


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong; ``entry_id`` names the entry there, if one is there."""

    kind: ProblemKind
    seq: int
    message: str
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What following a chain gave. ``entries`` were right, the last of them is at ``end``."""

    entries: int
    start: Place
    end: Place
    problem: Problem | None = None


def next_place(place: Place, entry: Entry) -> Place:
    """Return the place of an entry that follows ``place``."""
    seq = place.seq + 1
    text = place.hash + seq.to_bytes(8, "big", signed=True) + entry_bytes(entry)
    return Place(seq, hashlib.sha256(text).digest())


def follow_chain(entries: Iterable[Entry], start: Place, *, noted: Place | None = None) -> Verdict:
    """Follow sealed entries in the order of their numbers, up to the first problem.

    ``noted``: a place that somebody wrote down earlier; the chain must come through it.
    """
    place, count = start, 0
    for entry in entries:
        following = next_place(place, entry)
        problem = _problem_with(entry, following) or problem_with_noted(following, noted)
        if problem is not None:
            return Verdict(count, start, place, problem)
        place, count = following, count + 1
    return Verdict(count, start, place)


def verify_chain(
    entries: Iterable[Entry], *, checkpoint: Place = START, head: Place | None
) -> Verdict:
    """Verify a whole chain: all sealed entries in their order, from the checkpoint to the head."""
    verdict = follow_chain(entries, checkpoint)
    problem = verdict.problem or problem_with_head(verdict.end, head)
    return replace(verdict, problem=problem)


def problem_with_head(end: Place, head: Place | None) -> Problem | None:
    """Return what is wrong with a chain that ends at ``end`` and is recorded to end at ``head``."""
    head = head or START
    if head.seq > end.seq:
        return Problem(
            ProblemKind.MISSING,
            end.seq + 1,
            f"entry {end.seq + 1} is gone; the chain is recorded to go on to entry {head.seq}",
        )
    if head.seq < end.seq or not hmac.compare_digest(head.hash, end.hash):
        return Problem(
            ProblemKind.HEAD_DIFFERS,
            head.seq,
            f"the chain ends at entry {end.seq}, which its recorded end, {head.seq}, does not fit",
        )
    return None


def problem_with_noted(place: Place, noted: Place | None) -> Problem | None:
    """Return what is wrong when the chain at a noted number is not what was noted."""
    if noted is None or noted.seq != place.seq or hmac.compare_digest(noted.hash, place.hash):
        return None
    return Problem(
        ProblemKind.NOTED_DIFFERS,
        noted.seq,
        f"entry {noted.seq} has not the hash that was noted: the log was rewritten since",
    )


def _problem_with(entry: Entry, expected: Place) -> Problem | None:
    seq, stored = entry.seq or 0, entry.hash or b""
    if seq > expected.seq:
        return Problem(
            ProblemKind.MISSING,
            expected.seq,
            f"entry {expected.seq} is gone; the next one there is {seq}",
        )
    if seq < expected.seq:
        message = f"an entry has the number {seq}, for which the chain has no place"
        return Problem(ProblemKind.INSERTED, seq, message, entry.id)
    if not hmac.compare_digest(stored, expected.hash):
        message = f"entry {seq} does not fit its hash: it, its place or its hash was changed"
        return Problem(ProblemKind.ALTERED, seq, message, entry.id)
    return None
