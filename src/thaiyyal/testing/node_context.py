"""A context for one node on its own: time stands still, waits end at once, nothing is shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from thaiyyal.expressions import Env
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Limits, Outbound, RunState, Signal
from thaiyyal.sdk.shared_cache import SharedCache
from thaiyyal.store.shared.memory import MemoryCache
from thaiyyal.store.shared.node_cache import NodeCache
from thaiyyal.store.shared.places import NO_PLACE

NOW_MS = 1_700_000_000_000


class NoQueue:
    """Passes that are always free; what was asked for is remembered."""

    def __init__(self) -> None:
        self.plans: list[tuple[str, Any]] = []

    async def reserve(self, key: str, pace: Any) -> float:
        """Return no wait."""
        self.plans.append((key, pace))
        return 0.0


class InMemoryCalls:
    """A platform that remembers what it was asked for, by step; the same step is asked once."""

    def __init__(self) -> None:
        self.approvals: dict[str, Mapping[str, Value]] = {}
        self.started: dict[str, tuple[str, int | None, Value]] = {}

    async def request_approval(self, step: str, request: Mapping[str, Value]) -> None:
        self.approvals.setdefault(step, request)

    async def start_workflow(
        self, step: str, workflow: str, version: int | None, value: Value
    ) -> str:
        """Return the id of the execution: the workflow's name and a number."""
        self.started.setdefault(step, (workflow, version, value))
        return f"{self.started[step][0]}-{list(self.started).index(step) + 1}"


@dataclass(slots=True)
class NodeContext:
    """Stands for the engine's context; ``waited_s`` and ``locals`` tell what the node did.

    ``signals``: those that come at once; when none is left, a step waits until it expires.
    """

    state: RunState = field(default_factory=RunState)
    limits: Limits = field(default_factory=Limits)
    outbound: Outbound | None = None
    shared: NoQueue = field(default_factory=NoQueue)
    cache: SharedCache = field(default_factory=lambda: NodeCache(MemoryCache(), NO_PLACE))
    environment: Env = field(default_factory=lambda: Env(now_ms=NOW_MS))
    has_body: bool = False
    node_id: str = "node"
    attempt: int = 1
    idempotency_key: str = "run/node/1"
    now_ms: int = NOW_MS
    seed: int = 0
    checks: int = 0
    waited_s: list[float] = field(default_factory=list)
    locals: dict[str, Value] = field(default_factory=dict)
    calls: InMemoryCalls = field(default_factory=InMemoryCalls)
    signals: list[Signal] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    step_key: str = "step"

    def __post_init__(self) -> None:
        self.environment.variables = self.state.variables

    def clock_ms(self) -> int:
        """Return the time that the test set."""
        return self.now_ms

    def check(self) -> None:
        """Count the places where the work could be stopped."""
        self.checks += 1

    def random(self) -> Random:
        """Return the same numbers for every call."""
        return Random(self.seed)  # noqa: S311 - samples, not secrets

    def environment_with(self, names: Mapping[str, Value]) -> Env:
        """Return the environment with loop names bound."""
        env = self.environment
        return Env(
            variables=env.variables,
            context=env.context,
            nodes=env.nodes,
            loop={**env.loop, **names},
            now_ms=env.now_ms,
        )

    def set_local(self, name: str, value: Value) -> None:
        """Set a variable and remember that it was a local one."""
        self.locals[name] = value
        self.state.put(self.state.variables, name, value)

    async def sleep(self, seconds: float) -> None:
        """Remember the wait."""
        self.waited_s.append(seconds)

    async def sleep_until(self, at_ms: float) -> None:
        """Remember the wait."""
        self.waited_s.append(max(0.0, at_ms - self.now_ms) / 1000)

    async def signal(self, name: str, *, expires_s: float | None = None) -> Signal | None:
        """Return the next signal; None when it expires, as nothing else can come."""
        self.asked.append(name)
        found = next((item for item in self.signals if item.name == name), None)
        if found is not None:
            self.signals.remove(found)
        elif expires_s is None:
            raise AssertionError(f"the step would wait for {name} for ever")
        return found

    def log(self, level: str, message: str) -> None:
        """Remember the line."""
        self.lines.append((level, message))
