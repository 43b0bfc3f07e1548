"""One line of the table: what was measured, beside what, and the number it has to hold."""

from dataclasses import asdict, dataclass, field
from typing import Any

from bench.measure import Measured


@dataclass(frozen=True, slots=True)
class Bar:
    """A number to hold. ``of``: what is compared, in words; holds while ``found <= most``."""

    of: str
    found: float
    most: float

    @property
    def holds(self) -> bool:
        return self.found <= self.most


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. ``unit`` and ``per``: the time is shown in this unit, for one of these.

    ``growth``: how much longer this took than a tenth of the work, for rows that have one.
    """

    name: str
    unit: str
    per: int
    engine: Measured
    by_hand: Measured | None = None
    growth: float | None = None
    bars: list[Bar] = field(default_factory=list)

    @property
    def ratio(self) -> float | None:
        """How many times as long as hand-written Python."""
        return self.engine.best_s / self.by_hand.best_s if self.by_hand else None

    def as_value(self) -> dict[str, Any]:
        """Return the row as JSON."""
        found = asdict(self)
        found["ratio"] = self.ratio
        for shown, bar in zip(found["bars"], self.bars, strict=True):
            shown["holds"] = bar.holds
        return found


def row_from_value(value: dict[str, Any]) -> Row:
    """Return the row that ``as_value`` wrote."""
    by_hand = value["by_hand"]
    return Row(
        name=value["name"],
        unit=value["unit"],
        per=value["per"],
        engine=Measured(**value["engine"]),
        by_hand=Measured(**by_hand) if by_hand else None,
        growth=value["growth"],
        bars=[Bar(bar["of"], bar["found"], bar["most"]) for bar in value["bars"]],
    )
