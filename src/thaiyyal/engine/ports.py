"""What the engine needs from outside, as protocols; each has an in-memory twin."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Protocol

from thaiyyal.engine.commands import Key
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Effect, Emit, StepFailure


@dataclass(frozen=True, slots=True)
class Began:
    """The first entry: what a replay needs to take the same branches."""

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
    """Work ended: a value with its facts, or a failure."""

    key: Key
    result: Value | Emit = None
    failure: StepFailure | None = None


@dataclass(frozen=True, slots=True)
class Fired:
    """A timer went off."""

    key: Key


Entry = Began | Intent | Outcome | Fired


class Journal(Protocol):
    """The record of one execution, in order. What ``write`` returned from is durable."""

    async def load(self) -> Sequence[Entry]: ...

    async def write(self, entries: Sequence[Entry]) -> None: ...


class Clock(Protocol):
    """Time for waits and dates."""

    def now_ms(self) -> int: ...

    def sleep(self, seconds: float) -> Awaitable[None]: ...
