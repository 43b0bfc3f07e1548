"""Notices as texts: `{"x": [ids of executions], "w": [ids of workflows]}`, short enough to send.

Under `c` stand executions that were sent something: a signal, or the wish that they stop.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson

CHANNEL = "thaiyyal"
_MOST_IDS = 190
"""PostgreSQL carries less than 8,000 bytes in one notice; an id takes 39."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What has changed: journals or states of executions, workflows.

    ``addressed``: executions whose process has to look what they were sent.
    """

    executions: frozenset[UUID] = frozenset()
    workflows: frozenset[UUID] = frozenset()
    addressed: frozenset[UUID] = frozenset()

    @property
    def ids(self) -> frozenset[UUID]:
        """All of them; no execution has the id of a workflow."""
        return self.executions | self.workflows | self.addressed


def texts_of(changed: Changed) -> list[str]:
    """Return the texts that tell of a change; none when nothing has changed.

    >>> len(texts_of(Changed(frozenset(UUID(int=n) for n in range(400)))))
    3
    """
    named = [("x", id_) for id_ in sorted(changed.executions)]
    named += [("w", id_) for id_ in sorted(changed.workflows)]
    named += [("c", id_) for id_ in sorted(changed.addressed)]
    return [_text(named[start : start + _MOST_IDS]) for start in range(0, len(named), _MOST_IDS)]


def changed_in(text: str | bytes) -> Changed:
    """Return what a text tells of. Anybody may send texts: what is no id counts for nothing.

    >>> changed_in("so what") == changed_in('{"x": 1, "w": ["?"]}') == Changed()
    True
    """
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError:
        return Changed()
    if not isinstance(told, dict):
        return Changed()
    return Changed(*(frozenset(_ids(told.get(name))) for name in ("x", "w", "c")))


def _text(named: Sequence[tuple[str, UUID]]) -> str:
    told: dict[str, list[UUID]] = {}
    for name, id_ in named:
        told.setdefault(name, []).append(id_)
    return orjson.dumps(told).decode()


def _ids(told: object) -> Iterator[UUID]:
    for one in told if isinstance(told, list) else ():
        try:
            yield UUID(one)
        except (ValueError, AttributeError, TypeError):
            continue
