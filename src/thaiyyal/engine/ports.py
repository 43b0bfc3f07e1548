"""What the engine needs from outside, as protocols; each has an in-memory twin."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from thaiyyal.engine.commands import Key
from thaiyyal.engine.events import Listener
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Calls, Effect, Emit, Outbound, SharedLimits, Signal, StepFailure
from thaiyyal.sdk.shared_cache import SharedCache


@dataclass(frozen=True, slots=True)
class Began:
    """A segment begins: what a replay needs to take the same branches from here on.

    All of one execution carry the same ``seed``; ``now_ms`` is what ``now()`` gives.
    """

    seed: int
    now_ms: int


@dataclass(frozen=True, slots=True)
class Intent:
    """Work is about to be carried out."""

    key: Key
    effect: Effect
    at_ms: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Work ended: a value with its facts, or a failure.

    ``facts``: what the step tells about a failure. ``signals``: numbers of the signals used up.
    """

    key: Key
    result: Value | Emit = None
    failure: StepFailure | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    signals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Armed:
    """A timer is set; a later segment waits only what is left."""

    key: Key
    due_ms: float


@dataclass(frozen=True, slots=True)
class Fired:
    """A timer went off."""

    key: Key


@dataclass(frozen=True, slots=True)
class Repeat:
    """Somebody decided that work with an unknown outcome is to be done again."""

    key: Key


Entry = Began | Intent | Outcome | Armed | Fired | Repeat


class Journal(Protocol):
    """The record of one execution, in order. What ``write`` returned from is durable."""

    async def load(self) -> Sequence[Entry]: ...

    async def write(self, entries: Sequence[Entry]) -> None: ...


class Clock(Protocol):
    """Time for waits and dates."""

    def now_ms(self) -> int: ...

    def sleep(self, seconds: float) -> Awaitable[None]: ...


class Signals(Protocol):
    """The signals of one execution. Asked once, when a step waits for one first."""

    async def load(self) -> Sequence[Signal]:
        """Return all that were sent so far, used up or not, in order."""


class ResultCache(Protocol):
    """Results of nodes with ``settings.cache_ttl``, shared by executions."""

    async def get(self, key: str) -> Emit | None: ...

    async def put(self, key: str, result: Emit, ttl_s: float) -> None: ...


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of an execution's log. ``level``: debug, info, warning or error."""

    at_ms: int
    level: str
    node: str
    message: str
    path: str = ""


@dataclass(slots=True)
class Ports:
    """What an execution uses of the world; what is None is not there."""

    clock: Clock
    outbound: Outbound
    shared: SharedLimits
    journal: Journal | None = None
    listener: Listener | None = None
    log: Callable[[LogLine], None] | None = None
    signals: Signals | None = None
    calls: Calls | None = None
    results: ResultCache | None = None
    shared_cache: SharedCache | None = None
