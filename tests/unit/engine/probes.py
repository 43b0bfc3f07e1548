"""Node types of the tests' own: they count their calls and fail as they are told."""

import asyncio
import time
from typing import Any

from pydantic import Field

from thaiyyal.sdk import (
    Context,
    Effect,
    EffectContext,
    Inputs,
    Integer,
    Json,
    NodeType,
    Params,
    Retryable,
    StepError,
    Terminal,
    Text,
    Value,
)


class ProbeParams(Params):
    fails: Integer = Field(0, description="How many first calls fail.")
    error: Text = Field("step", description="What is raised: step, terminal, retryable or bug.")
    gives: Json = Field(None, description="The value, or the input if null.")
    takes_s: Integer = Field(0, description="How long a call takes.")


class _Probe(NodeType[ProbeParams]):
    group = "Tests"
    inputs = Inputs.ANY

    def __init__(self) -> None:
        self.calls: list[tuple[str, int, str]] = []
        self.ended: list[str] = []
        self.at_once = 0
        self.most_at_once = 0

    async def run(self, params: ProbeParams, values: list[Value], context: EffectContext) -> Value:
        self.calls.append((context.node_id, context.attempt, context.idempotency_key))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await context.sleep(params.takes_s)
        finally:
            self.at_once -= 1
        self.ended.append(context.node_id)
        made = sum(1 for call in self.calls if call[0] == context.node_id)
        if max(made, context.attempt) <= params.fails:
            raise _error(params.error)
        given: Value = params.gives
        return given if given is not None else values[0] if values else None


def _error(name: str) -> Exception:
    errors: dict[str, Exception] = {
        "step": StepError("refused", "the service refused"),
        "terminal": Terminal("refused", "the service refused for good"),
        "retryable": Retryable("busy", "the service is busy", after_s=50),
    }
    return errors.get(name, ZeroDivisionError("a secret"))


class Write(_Probe):
    type = "probe_write"
    label = "Write"
    effect = Effect.WRITES


class Read(_Probe):
    type = "probe_read"
    label = "Read"
    effect = Effect.READS


class Send(_Probe):
    type = "probe_send"
    label = "Send"
    effect = Effect.IDEMPOTENT


class SpinParams(Params):
    pass


class Spin(NodeType[SpinParams]):
    """Pure work without end; only a check stops it."""

    type = "probe_spin"
    label = "Spin"
    group = "Tests"
    inputs = Inputs.ANY

    def __init__(self) -> None:
        self.stopped = 0
        self.has_begun = asyncio.Event()

    def run(self, params: SpinParams, values: list[Value], context: Context) -> Value:
        self.has_begun.set()
        try:
            while True:
                context.check()
        finally:
            self.stopped += 1


class SlowSum(NodeType[SpinParams]):
    """Pure work that outlasts its slice on the event loop."""

    type = "probe_slow"
    label = "Slow"
    group = "Tests"
    inputs = Inputs.ANY

    def __init__(self) -> None:
        self.runs = 0

    def run(self, params: SpinParams, values: list[Any], context: Context) -> Value:
        self.runs += 1
        until = time.monotonic() + 0.02
        while time.monotonic() < until:
            context.check()
        total: Value = sum(values)
        return total


class Hang(NodeType[SpinParams]):
    """Waits for ever; remembers that it was cancelled."""

    type = "probe_hang"
    label = "Hang"
    group = "Tests"
    inputs = Inputs.ANY
    effect = Effect.WRITES

    def __init__(self) -> None:
        self.begun = 0
        self.cancelled = 0
        self.has_begun = asyncio.Event()

    async def run(self, params: SpinParams, values: list[Value], context: EffectContext) -> Value:
        self.begun += 1
        self.has_begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return None
