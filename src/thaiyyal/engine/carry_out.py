"""One attempt of one scheduled node: its context, the call, and what came of it."""

import asyncio
import hashlib
import json
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from thaiyyal.engine.caching import cached_result, keep_result
from thaiyyal.engine.commands import Key, Perform, Performed
from thaiyyal.engine.failures import failure_from
from thaiyyal.engine.inputs import argument_of
from thaiyyal.engine.log import Log
from thaiyyal.engine.ports import Clock, ResultCache
from thaiyyal.engine.run import (
    INLINE_SLICE_S,
    RegionContext,
    Run,
    Stop,
    Stopped,
    TooLongHere,
    path_text,
)
from thaiyyal.engine.waits import Waits
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import (
    Calls,
    Effect,
    Emit,
    Outbound,
    Pace,
    SharedLimits,
    Signal,
    StepError,
)
from thaiyyal.sdk.shared_cache import SharedCache


@dataclass(frozen=True, slots=True)
class Environment:
    """What nodes with effects may use."""

    run: Run
    clock: Clock
    outbound: Outbound
    shared: SharedLimits
    key_root: str
    waits: Waits
    log: Log
    calls: Calls
    shared_cache: SharedCache
    results: ResultCache | None = None


class NodeContext(RegionContext):
    """The context of a node with an effect, or one that waits."""

    __slots__ = ("_began_ms", "_environment", "_key", "_may_park", "attempt", "idempotency_key")

    def __init__(
        self, command: Perform, environment: Environment, check: Any, began_ms: int
    ) -> None:
        super().__init__(environment.run, command.frame, check)
        self.at = command.slot
        self.attempt = command.attempt
        self._environment = environment
        self._key = command.key
        self._may_park = command.effect == Effect.WAITS
        self._began_ms = began_ms
        name = f"{environment.key_root}/{path_text(command.frame.path)}/{self.node_id}"
        self.idempotency_key = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def outbound(self) -> Outbound:
        return self._environment.outbound

    @property
    def calls(self) -> Calls:
        return self._environment.calls

    @property
    def cache(self) -> SharedCache:
        return self._environment.shared_cache

    @property
    def shared(self) -> "_Turns":
        return _Turns(self)

    @property
    def step_key(self) -> str:
        """Name this attempt of this step within the execution."""
        return step_key(self._key)

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Wait until ``seconds`` after the wait was begun first, whatever happened since."""
        return self._until(self._began_ms + seconds * 1000)

    def sleep_until(self, at_ms: float) -> Awaitable[None]:
        """Wait until a point in time; of a step that is repeated the first one told counts."""
        return self._until(self._environment.waits.first_due(self._part("until"), at_ms))

    def signal(self, name: str, *, expires_s: float | None = None) -> Awaitable[Signal | None]:
        """Wait for a signal that no other step has got."""
        due_ms = None if expires_s is None else self._began_ms + expires_s * 1000
        waits = self._environment.waits
        return waits.signal(self._key, name, due_ms, may_park=self._may_park)

    def log(self, level: str, message: str) -> None:
        """Write a line into the log of the execution."""
        self._environment.log.write(level, self.frame, self.at, message)

    async def reserve(self, key: str, pace: Pace) -> float:
        """Take the next pass of a limiter, or the one that was taken in an earlier segment."""
        environment, part = self._environment, self._part("turn")
        due_ms = environment.waits.dues.get(part)
        if due_ms is None:
            seconds = await environment.shared.reserve(key, pace)
            due_ms = environment.clock.now_ms() + seconds * 1000
            if seconds > 0:
                environment.waits.first_due(part, due_ms)
        return max(0.0, due_ms - self._began_ms) / 1000

    def _until(self, due_ms: float) -> Awaitable[None]:
        return self._environment.waits.until(self._key, due_ms, may_park=self._may_park)

    def _part(self, purpose: str) -> tuple[str, str, int, str]:
        return (*self._key[:3], purpose)


@dataclass(frozen=True, slots=True)
class _Turns:
    """The shared limits as one step sees them: a pass taken before a suspension is kept."""

    _context: NodeContext

    async def reserve(self, key: str, pace: Pace) -> float:
        return await self._context.reserve(key, pace)


def step_key(key: Key) -> str:
    """Return a short text for a key: what approvals and called workflows are known by.

    Ids of nodes may hold anything; 128 bits of their digest do not.
    """
    return hashlib.sha256(json.dumps(key[:3]).encode()).hexdigest()[:32]


async def perform(
    command: Perform, environment: Environment, stop: Stop, began_ms: int
) -> Performed:
    """Carry out one attempt; every failure becomes part of the answer."""
    node = command.frame.body.nodes[command.slot]
    try:
        result = await _result(command, environment, stop, began_ms)
    except Stopped:
        raise asyncio.CancelledError from None
    except Exception as error:  # noqa: BLE001 - a node may raise anything
        facts = dict(error.meta) if isinstance(error, StepError) else {}
        return Performed(command.key, failure=failure_from(error, node.id), facts=facts)
    return Performed(command.key, result)


async def _result(
    command: Perform, environment: Environment, stop: Stop, began_ms: int
) -> Value | Emit:
    node = command.frame.body.nodes[command.slot]
    argument = argument_of(node.node.type, command.inputs)
    if environment.results is None or node.node.settings.cache_ttl is None:
        return await _called(command, argument, environment, stop, began_ms)
    context = RegionContext(environment.run, command.frame, environment.run.check_now)
    key, found = await cached_result(environment.results, node.node, command.inputs, context)
    if found is not None:
        return found
    result = await _called(command, argument, environment, stop, began_ms)
    await keep_result(environment.results, key, result, node.node.settings.cache_ttl)
    return result


async def _called(
    command: Perform, argument: Any, environment: Environment, stop: Stop, began_ms: int
) -> Value | Emit:
    node = command.frame.body.nodes[command.slot].node
    if node.type.call.is_async or node.type.runs_as_effect(node.params):
        check = environment.run.check_on_thread(stop)
        context = NodeContext(command, environment, check, began_ms)
        result: Value | Emit = await _call(command, argument, context)
        return result
    return await _call_pure(command, argument, environment, stop, began_ms)


def _call(command: Perform, argument: Any, context: NodeContext) -> Any:
    node = command.frame.body.nodes[command.slot].node
    arguments: list[Any] = [node.params]
    if node.type.call.takes_input:
        arguments.append(argument)
    if node.type.call.takes_context:
        arguments.append(context)
    if node.type.runs_as_effect(node.params):
        return node.type.run_effect(*arguments)  # type: ignore[attr-defined]
    return node.type.run(*arguments)  # type: ignore[attr-defined]


async def _call_pure(
    command: Perform, argument: Any, environment: Environment, stop: Stop, began_ms: int
) -> Value | Emit:
    """Run a pure node here for a moment, on a thread when that is not enough."""
    from_now = environment.run.check_inline(time.monotonic() + INLINE_SLICE_S)
    context = NodeContext(command, environment, from_now, began_ms)
    began = time.thread_time()
    try:
        result: Value | Emit = _call(command, argument, context)
    except TooLongHere:
        context.state.roll_back()
    else:
        return result
    finally:
        environment.run.cpu_s += time.thread_time() - began
    return await _call_on_thread(command, argument, environment, stop, began_ms)


async def _call_on_thread(
    command: Perform, argument: Any, environment: Environment, stop: Stop, began_ms: int
) -> Value | Emit:
    check = environment.run.check_on_thread(stop)
    context = NodeContext(command, environment, check, began_ms)
    result: Value | Emit = await run_on_thread(
        lambda: _call(command, argument, context), stop, environment.run
    )
    return result


async def run_on_thread(work: Any, stop: Stop, run: Run) -> Any:
    """Run ``work`` on a thread; when this task is cancelled, signal it and wait for its end."""
    future = asyncio.get_running_loop().run_in_executor(None, _guarded, work, run)
    try:
        result = await asyncio.shield(future)
    except asyncio.CancelledError:
        stop.code = stop.code or "cancelled"
        await asyncio.wait([future])
        raise
    if isinstance(result, Stopped):
        raise asyncio.CancelledError
    return result


def _guarded(work: Any, run: Run) -> Any:
    began = time.thread_time()
    try:
        return work()
    except Stopped as stopped:
        return stopped
    finally:
        run.cpu_s += time.thread_time() - began
