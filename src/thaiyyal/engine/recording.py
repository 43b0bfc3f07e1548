"""What of a segment is to be written to the journal, and when."""

from thaiyyal.engine.ports import Began, Entry, Journal


class Recorder:
    """Gathers entries and writes them together.

    ``leaves_last``: the last write is left to whoever records the end. ``is_first``: whether no
    earlier segment has begun.
    """

    __slots__ = ("_entries", "_is_first", "_journal", "_leaves_last")

    def __init__(self, journal: Journal | None, *, leaves_last: bool, is_first: bool) -> None:
        self._journal = journal
        self._leaves_last = leaves_last
        self._is_first = is_first
        self._entries: list[Entry] = []

    def record(self, entry: Entry) -> None:
        """Add an entry to what is written next."""
        if self._journal is not None:
            self._entries.append(entry)

    async def flush(self, *, is_last: bool) -> None:
        """Have it written; ``is_last``: the segment has ended with it."""
        if (is_last and self._leaves_last) or self._has_nothing_new():
            return
        if self._entries and self._journal is not None:
            entries, self._entries = self._entries, []
            await self._journal.write(entries)

    def unwritten(self) -> tuple[Entry, ...]:
        """Return what was left to be written with the end."""
        if not self._leaves_last or self._has_nothing_new():
            return ()
        return tuple(self._entries)

    def _has_nothing_new(self) -> bool:
        """Whether all that happened is that a segment of an older execution began."""
        alone = len(self._entries) == 1 and isinstance(self._entries[0], Began)
        return alone and not self._is_first
