"""Containers: node types that run the nodes inside them.

``run`` of a container is a generator: it yields what it wants done and is sent the outcome, so
that the same text serves a compiled region and the scheduler, which may wait in between. With no
children ``run`` is called with ``has_body`` false in its body facts.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field

from thaiyyal.kernel.values import Value
from thaiyyal.sdk.node_type import Emit, NodeType, P


@dataclass(frozen=True, slots=True)
class StepFailure:
    """Why a step failed: the innermost node, a code and a message."""

    code: str
    message: str
    node: str | None = None
    is_terminal: bool = False
    position: int | None = None  # in the expression at fault, characters
    after_s: float = 0.0  # shortest wait before another attempt

    def as_value(self) -> dict[str, Value]:
        """Return what leaves on an error port."""
        return {"code": self.code, "message": self.message, "node": self.node}


@dataclass(frozen=True, slots=True)
class Iteration:
    """One run of the body. ``inputs`` go to its entry nodes, ``names`` to its expressions."""

    inputs: Sequence[Value]
    names: Mapping[str, Value] = field(default_factory=dict)
    index: int = 0


@dataclass(frozen=True, slots=True)
class RunBody:
    """Run the body once; answered with ``BodyDone``, ``BodyFailed`` or ``BodyTimedOut``.

    ``result``: "value" by the rule for results, "list" all terminals. ``max_concurrency`` bounds
    the branches, ``timeout_s`` the time.
    """

    iteration: Iteration
    result: str = "value"
    max_concurrency: int | None = None
    timeout_s: float | None = None


@dataclass(frozen=True, slots=True)
class RunMany:
    """Run the body once per item, ``max_concurrency`` at a time.

    Item k runs with the item as input and the names item, index, items. Answered with a list of
    ``BodyDone | BodyFailed`` in item order; with ``stop_on_failure`` the first failure ends it and
    the answer is that ``BodyFailed`` alone.
    """

    items: list[Value]
    max_concurrency: int = 1
    stop_on_failure: bool = True


@dataclass(frozen=True, slots=True)
class Wait:
    """Let ``seconds`` pass; answered with None."""

    seconds: float


@dataclass(frozen=True, slots=True)
class BodyDone:
    """The body ended; ``value`` is its result."""

    value: Value


@dataclass(frozen=True, slots=True)
class BodyFailed:
    """A node of the body failed with stop."""

    failure: StepFailure


@dataclass(frozen=True, slots=True)
class BodyTimedOut:
    """The time was over; ``partial`` is the result of what had succeeded."""

    partial: Value


Wish = RunBody | RunMany | Wait
Answer = BodyDone | BodyFailed | BodyTimedOut | list[BodyDone | BodyFailed] | None
ContainerRun = Generator[Wish, Answer, Value | Emit]


class BodyFailure(Exception):
    """Raised by a container whose body's failure is its own."""

    def __init__(self, failure: StepFailure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Container(NodeType[P]):
    """Base of containers. ``run(self, params, input, context)`` yields wishes."""

    waits: bool = False  # may wait or bound time, so never part of a compiled region
    loop_names: frozenset[str] = frozenset()  # names its body's expressions see
    feeds_back: bool = False  # each pass of its body begins with what the one before gave

    def waits_with(self, params: P) -> bool:
        """Return whether a container with these parameters may wait or bound time."""
        return self.waits
