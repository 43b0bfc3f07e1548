"""The in-memory twin of the journal, and the power cuts that it can play."""

from collections.abc import Sequence

from thaiyyal.engine import Entry


class PowerCut(BaseException):
    """The process dies here; entries written so far are durable."""


class InMemoryJournal:
    """Keeps entries in a list, in order; the power is cut at the entry after ``fail_after``."""

    def __init__(self, entries: Sequence[Entry] = (), *, fail_after: int | None = None) -> None:
        self.entries = list(entries)
        self._fail_after = fail_after

    async def load(self) -> Sequence[Entry]:
        return list(self.entries)

    async def write(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if self._fail_after is not None and len(self.entries) >= self._fail_after:
                raise PowerCut
            self.entries.append(entry)


class InMemoryJournals:
    """The journals of many executions, by number."""

    def __init__(self) -> None:
        self._by_number: dict[int, InMemoryJournal] = {}

    async def open(self, number: int) -> InMemoryJournal:
        """Return the journal of an execution, the same one every time."""
        return self._by_number.setdefault(number, InMemoryJournal())
