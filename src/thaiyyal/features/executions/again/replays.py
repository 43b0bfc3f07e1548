"""Computing again what an earlier execution computed, from its journal; nothing is carried out.

The engine replays the journal to its end. Where it would begin something with an effect it has to
record that first, and there it stops.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from thaiyyal.engine import (
    Entry,
    Execution,
    ExecutionEvent,
    ExecutionResult,
    Plan,
    Ports,
    StepEvent,
)
from thaiyyal.engine.frame import DEAD, ROUTED, UNSET, Frame
from thaiyyal.features.executions.again.earlier import Earlier
from thaiyyal.features.executions.entries import ms_from_time, storable
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Delivered, Emit, Limits, Mail, Pace, Request, Response

_TOGETHER = 2
_LONGEST_S = 30.0


class TooLongAgo(ThaiyyalError):
    """What an execution computed cannot be computed again in time."""

    code = "replay_timeout"
    kind = Kind.UNAVAILABLE
    retry_after_s = 10

    def __init__(self) -> None:
        super().__init__("what this execution computed could not be computed again in time")


class _WouldAct(Exception):
    """The end of what is recorded: from here on something would happen."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What is known again: the values outside of containers, and of what has ended, all."""

    frame: Frame | None
    result: ExecutionResult | None

    def output_of(self, node_id: str, path: str) -> tuple[Value] | None:
        """Return the output of a step, named as its row names it."""
        if self.result is not None:
            for id_, step in self.result.steps().items():
                if storable(id_) == node_id and storable(step.path) == path and step.has_output:
                    return (step.output,)
        if self.frame is None or path:
            return None
        for node in self.frame.body.nodes:
            value = self.frame.values[node.slot]
            if storable(node.id) == node_id and value is not UNSET and value is not DEAD:
                return (value,)
        return None

    def given(self) -> dict[str, Value | Emit]:
        """Return what each node outside of containers has given: by id, with its port."""
        frame = self.frame
        if frame is None:
            return {}
        return {
            node.id: _given(frame, node.slot)
            for node in frame.body.nodes
            if frame.values[node.slot] is not UNSET and frame.values[node.slot] is not DEAD
        }


def _given(frame: Frame, slot: int) -> Value | Emit:
    value, port = frame.values[slot], frame.ports[slot]
    if port is ROUTED:
        return Emit(value, port="error")
    parts = frame.parts.get(slot)
    if port is None and parts is None:
        given: Value = value
        return given
    return Emit(value, port, parts)


class Replays:
    """Replays a few at a time, each within bounds."""

    def __init__(self, limits: Limits) -> None:
        self._limits = replace(limits, run_s=_LONGEST_S)
        self._turns = asyncio.Semaphore(_TOGETHER)

    async def replay(self, plan: Plan, earlier: Earlier) -> Replayed:
        """Return what an execution has computed.

        Raises:
            TooLongAgo: It takes too long, or too many are asked for.
            JournalMismatch: The program has changed so much that it is not possible any more.
        """
        watch = _Watch()
        ports = Ports(
            _StoppedClock(ms_from_time(earlier.began_at)),
            _NoWayOut(),
            _NoPasses(),
            journal=_Past(earlier.entries),
            listener=watch,
        )
        execution = Execution(
            plan,
            ports,
            self._limits,
            seed=earlier.seed,
            suspend_after_s=0.0,
            pinned=earlier.pinned,
            target=earlier.target_node,
            leaves_last_write=True,
        )
        try:
            async with asyncio.timeout(_LONGEST_S), self._turns:
                result = await execution.run(earlier.inputs)
        except _WouldAct:
            return Replayed(watch.frame, None)
        except TimeoutError as error:
            raise TooLongAgo from error
        return Replayed(result.frame, result)


class _Watch:
    """Listens for the frame outside of all containers."""

    def __init__(self) -> None:
        self.frame: Frame | None = None

    def __call__(self, event: StepEvent | ExecutionEvent) -> None:
        if isinstance(event, StepEvent) and event.frame is not None and not event.path:
            self.frame = event.frame


class _Past:
    """A journal that is not written any more."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    async def load(self) -> Sequence[Entry]:
        return self._entries

    async def write(self, entries: Sequence[Entry]) -> None:
        raise _WouldAct


class _StoppedClock:
    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        return self._now_ms

    def sleep(self, seconds: float) -> Awaitable[None]:
        raise _WouldAct


class _NoWayOut:
    async def send(self, request: Request) -> Response:
        raise _WouldAct

    async def deliver(self, mail: Mail) -> Delivered:
        raise _WouldAct


class _NoPasses:
    async def reserve(self, key: str, pace: Pace) -> NoReturn:
        raise _WouldAct
