"""Lines of an execution's log become rows: shortened, numbered, so many at most. Pure."""

from dataclasses import dataclass, field

from thaiyyal.engine.ports import LogLine
from thaiyyal.features.executions.entries import storable, time_from_ms
from thaiyyal.features.executions.writes import LogRow

MOST_LINES = 1_000
MOST_BYTES = 4 * 1024
_PER_SEGMENT = 1 << 20
_CUT = " …"


@dataclass(slots=True)
class Lines:
    """What one segment has logged since it was recorded last. ``attempt`` numbers the segment.

    One line more than may be stored is kept: the database tells by it that there were more.
    """

    attempt: int
    _count: int = 0
    _waiting: list[LogRow] = field(default_factory=list)

    def add(self, line: LogLine) -> None:
        """Take in a line."""
        if self._count > MOST_LINES:
            return
        self._count += 1
        seq = self.attempt * _PER_SEGMENT + self._count
        at, node = time_from_ms(line.at_ms), storable(line.node)
        self._waiting.append(LogRow(seq, at, line.level, node, shortened(line.message)))

    def take(self) -> list[LogRow]:
        """Return the rows that are not recorded yet."""
        waiting, self._waiting = self._waiting, []
        return waiting


def shortened(message: str) -> str:
    """Return a text of 4 KiB at most, as the database takes it.

    >>> len(shortened("ä" * 5_000).encode()), shortened("short")
    (4096, 'short')
    """
    data = storable(message).encode()
    if len(data) <= MOST_BYTES:
        return data.decode()
    return data[: MOST_BYTES - len(_CUT.encode())].decode(errors="ignore") + _CUT
