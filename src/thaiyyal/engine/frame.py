"""One run of one body: what each of its nodes gave, by slot (place in canonical order)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, StepFailure

if TYPE_CHECKING:
    from thaiyyal.engine.plan import Body


class Marker:
    """A value that no JSON value equals; compared by identity."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNSET: Any = Marker("UNSET")  # not settled yet
DEAD: Any = Marker("DEAD")  # settled without a value: skipped, or failed and went on
ROUTED: Any = Marker("error")  # in ``ports``: failed, the error left on port `error`

PathPart = tuple[str, int, int]  # container, iteration, attempt of the container
Path = tuple[PathPart, ...]


class Frame:
    """Slots of one body run.

    ``values``: value, UNSET or DEAD. ``ports``: the fired port where it is not `out`. ``parts``:
    slot -> values by port, for nodes whose ports carry different values. ``ended``: end of each
    step in seconds of the monotonic clock, 0.0 while it has not ended.
    """

    __slots__ = (
        "attempts", "body", "ended", "errors", "inputs", "locals", "loop", "meta", "outer",
        "parts", "path", "ports", "started", "values",
    )  # fmt: skip

    def __init__(
        self,
        body: "Body",
        *,
        inputs: Sequence[Value],
        loop: Mapping[str, Value],
        outer: "Frame | None" = None,
        path: Path = (),
    ) -> None:
        size = len(body.nodes)
        self.body = body
        self.outer = outer
        self.path = path
        self.inputs = inputs
        self.loop = loop
        self.values: list[Any] = [UNSET] * size
        self.ports: list[Any] = [None] * size
        self.ended = [0.0] * size
        self.parts: dict[int, Mapping[str, Value]] = {}
        self.meta: dict[int, Mapping[str, object]] = {}
        self.errors: dict[int, StepFailure] = {}
        self.started: dict[int, float] = {}
        self.attempts: dict[int, int] = {}
        self.locals: dict[str, Any] = {}

    def emit(self, slot: int, emit: Emit) -> None:
        """Store a result with facts."""
        self.values[slot] = emit.value
        if emit.port is not None:
            self.ports[slot] = emit.port
        if emit.ports is not None:
            self.parts[slot] = emit.ports
        if emit.meta is not None:
            self.meta[slot] = emit.meta

    def put(self, slot: int, result: Value | Emit) -> None:
        """Store what ``run`` returned."""
        if type(result) is Emit:
            self.emit(slot, result)
        else:
            self.values[slot] = result

    def fail(self, slot: int, failure: StepFailure, on_error: str) -> None:
        """Store a failure under the node's policy (stop leaves nothing to deliver)."""
        self.errors[slot] = failure
        if on_error == "route":
            self.values[slot] = failure.as_value()
            self.ports[slot] = ROUTED
        else:
            self.values[slot] = DEAD

    def reset(self, slots: Sequence[int]) -> None:
        """Forget what these slots gave, so that they can run again."""
        for slot in slots:
            self.values[slot] = UNSET
            self.ports[slot] = None
            self.ended[slot] = 0.0
            for facts in (self.parts, self.meta, self.errors):
                facts.pop(slot, None)

    def live_values(self, slot: int) -> Iterator[Value]:
        """Yield the values of the live incoming edges of ``slot`` in edge order."""
        for edge in self.body.nodes[slot].incoming:
            source = edge.source
            value = self.values[source]
            if value is DEAD:
                continue
            fired = self.ports[source]
            if edge.port is None or edge.rule == "any":
                if fired is not ROUTED:
                    yield value
            elif edge.rule == "part":
                if fired is not ROUTED:
                    yield self.parts[source][edge.port]
            elif fired == edge.port or (fired is ROUTED and edge.port == "error"):
                yield value

    def inputs_of(self, slot: int) -> list[Value] | None:
        """Return the inputs of a node, or None when all its edges are dead."""
        node = self.body.nodes[slot]
        if node.is_entry:
            return list(self.inputs) if node.incoming == () else list(self.live_values(slot))
        found = list(self.live_values(slot))
        return found if found else None


class NodeValues(Mapping[str, Value]):
    """``node.<id>`` as seen from a frame: its own body first, then the bodies around it."""

    __slots__ = ("_frame",)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __getitem__(self, key: str) -> Value:
        frame: Frame | None = self._frame
        while frame is not None:
            slot = frame.body.slot_of.get(key)
            if slot is not None:
                value = frame.values[slot]
                if value is UNSET or value is DEAD or slot in frame.errors:
                    raise KeyError(key)
                found: Value = value
                return found
            frame = frame.outer
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        frame: Frame | None = self._frame
        while frame is not None:
            yield from (key for key in frame.body.slot_of if key in self)
            frame = frame.outer

    def __len__(self) -> int:
        return sum(1 for _ in self)
