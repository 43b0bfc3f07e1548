"""In-memory twins of the engine's ports for signals and for kept results."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, Signal


@dataclass(slots=True)
class InMemorySignals:
    """The signals of one execution; ``loads`` counts how often they were asked for."""

    sent: list[Signal] = field(default_factory=list)
    loads: int = 0

    def send(self, name: str, payload: Value = None) -> Signal:
        """Add a signal; return it, to be delivered to a live execution."""
        signal = Signal(len(self.sent) + 1, name, payload)
        self.sent.append(signal)
        return signal

    async def load(self) -> Sequence[Signal]:
        self.loads += 1
        return list(self.sent)


@dataclass(slots=True)
class InMemoryResults:
    """Results by key; ``kept``: with the seconds for which they were to be kept."""

    kept: dict[str, tuple[Emit, float]] = field(default_factory=dict)

    async def get(self, key: str) -> Emit | None:
        found = self.kept.get(key)
        return found[0] if found is not None else None

    async def put(self, key: str, result: Emit, ttl_s: float) -> None:
        self.kept[key] = (result, ttl_s)
