"""One attempt of one scheduled node: its context, the call, and what came of it."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from thaiyyal.engine.commands import Perform, Performed
from thaiyyal.engine.failures import failure_from
from thaiyyal.engine.inputs import argument_of
from thaiyyal.engine.ports import Clock
from thaiyyal.engine.run import (
    INLINE_SLICE_S,
    RegionContext,
    Run,
    Stop,
    Stopped,
    TooLongHere,
    path_text,
)
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, StepError


@dataclass(frozen=True, slots=True)
class Environment:
    """What nodes with effects may use."""

    run: Run
    clock: Clock
    outbound: Any
    shared: Any
    execution_id: str


class NodeContext(RegionContext):
    """The context of a node with an effect, or one that waits."""

    __slots__ = ("_began_ms", "_clock", "attempt", "idempotency_key", "outbound", "shared")

    def __init__(
        self, command: Perform, environment: Environment, check: Any, began_ms: int
    ) -> None:
        super().__init__(environment.run, command.frame, check)
        self.at = command.slot
        self.attempt = command.attempt
        self.outbound = environment.outbound
        self.shared = environment.shared
        self._clock = environment.clock
        self._began_ms = began_ms
        name = f"{environment.execution_id}/{path_text(command.frame.path)}/{self.node_id}"
        self.idempotency_key = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Wait until ``seconds`` after the wait was begun first, whatever happened since."""
        passed = (self._clock.now_ms() - self._began_ms) / 1000
        return self._clock.sleep(max(0.0, seconds - max(0.0, passed)))


async def perform(
    command: Perform, environment: Environment, stop: Stop, began_ms: int
) -> Performed:
    """Carry out one attempt; every failure becomes part of the answer."""
    node = command.frame.body.nodes[command.slot]
    try:
        argument = argument_of(node.node.type, command.inputs)
        if node.node.type.call.is_async:
            check = environment.run.check_on_thread(stop)
            context = NodeContext(command, environment, check, began_ms)
            result = await _call(command, argument, context)
        else:
            result = await _call_pure(command, argument, environment, stop, began_ms)
    except Stopped:
        raise asyncio.CancelledError from None
    except Exception as error:  # noqa: BLE001 - a node may raise anything
        facts = dict(error.meta) if isinstance(error, StepError) else {}
        return Performed(command.key, failure=failure_from(error, node.id), facts=facts)
    return Performed(command.key, result)


def _call(command: Perform, argument: Any, context: NodeContext) -> Any:
    node = command.frame.body.nodes[command.slot].node
    arguments: list[Any] = [node.params]
    if node.type.call.takes_input:
        arguments.append(argument)
    if node.type.call.takes_context:
        arguments.append(context)
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
