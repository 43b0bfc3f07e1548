"""What is sealed of one execution, put back in the place of what its rows show. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from thaiyyal.features.executions.making import pins_of, unpacked_pins
from thaiyyal.features.executions.sealing import INPUT, PINNED, Opened, opened_journal
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit
from thaiyyal.store.payload import unpack
from thaiyyal.store.transaction import Row


@dataclass(frozen=True, slots=True)
class SealedParts:
    """Place -> what is sealed there; of most executions nothing."""

    opened: Mapping[str, Opened] = field(default_factory=dict)

    @property
    def secrets(self) -> list[str]:
        """All secrets that these values were sealed for."""
        return list(dict.fromkeys(text for one in self.opened.values() for text in one.secrets))

    def inputs(self, stored: bytes | None) -> tuple[Value, ...]:
        """Return the input; ``stored`` is what the row shows."""
        opened = self.opened.get(INPUT)
        if opened is not None:
            return (opened.value,)
        return () if stored is None else (unpack(stored),)

    def pins(self, stored: bytes | None) -> dict[str, Value | Emit]:
        """Return given outputs."""
        opened = self.opened.get(PINNED)
        if opened is not None:
            pins: Any = opened.value
            return pins_of(pins)
        return {} if stored is None else unpacked_pins(stored)

    def journal(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return a journal with its outcomes whole."""
        return opened_journal(rows, self.opened.get) if self.opened else rows


def parts_of(opened: Mapping[tuple[UUID, str], Opened]) -> SealedParts:
    """Return what was opened of one execution."""
    return SealedParts({place: one for (_, place), one in opened.items()})
