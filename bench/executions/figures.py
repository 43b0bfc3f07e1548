"""One measured number: what it has to hold, what stands beside it, and how it is shown. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit. ``facts``: other numbers of the same measurement, by name and unit.

    ``least`` and ``most``: what it has to hold, where something is promised.
    """

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None
    facts: Mapping[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool | None:
        """Whether it is within what is promised; None when nothing is."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )

    def as_value(self) -> dict[str, Any]:
        """Return it as JSON."""
        facts = {name: rounded(fact) for name, fact in self.facts.items()}
        return {**asdict(self), "value": rounded(self.value), "facts": facts}


def figure_from(value: Mapping[str, Any]) -> Figure:
    """Return the figure that ``as_value`` wrote."""
    return Figure(**value)


def rounded(number: float) -> float:
    """Return a number to four digits: more would pretend to be known.

    >>> [rounded(each) for each in (1234.567, 0.0123456, 0.0)]
    [1235.0, 0.01235, 0.0]
    """
    return float(f"{number:.4g}")


def shown(number: float, unit: str = "") -> str:
    """Return a number as people read it.

    >>> shown(12345.6, "/s"), shown(1.2345, "ms"), shown(12.34, "%")
    ('12,346/s', '1.23 ms', '12.3%')
    """
    digits = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    gap = " " if unit and unit[0].isalpha() else ""
    return f"{number:,.{digits}f}{gap}{unit}"


def bar_text(figure: Figure) -> str:
    """Return what a figure has to hold, and whether it does.

    >>> bar_text(Figure("flow", 0.3, "s", most=0.2))
    'at most 0.20 s: MISSED'
    """
    if figure.holds is None:
        return ""
    parts = [] if figure.least is None else [f"at least {shown(figure.least, figure.unit)}"]
    parts += [] if figure.most is None else [f"at most {shown(figure.most, figure.unit)}"]
    return f"{', '.join(parts)}: {'ok' if figure.holds else 'MISSED'}"


def change_text(now: float, before: float) -> str:
    """Return by how much a number differs from the one accepted last.

    >>> change_text(90, 100), change_text(1, 0)
    ('-10%', '')
    """
    return f"{100 * (now - before) / before:+.0f}%" if before else ""


def facts_text(facts: Mapping[str, float]) -> str:
    """Return what stands beside a figure, in one line.

    >>> facts_text({"p50 ms": 1.5, "commits": 0.25})
    'p50 ms 1.50, commits 0.25'
    """
    return ", ".join(f"{name} {shown(fact)}" for name, fact in facts.items())


def percentile(numbers: Sequence[float], percent: float) -> float:
    """Return the number that this part of all does not exceed.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 95)
    (3, 4)
    """
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
