"""What all frames of one execution share: limits, counters, state, clock and the stop signal."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from thaiyyal.engine.frame import Frame, NodeValues, Path
from thaiyyal.expressions import Env
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import MISSING, Limits, RunState, StepError

INLINE_SLICE_S = 0.005
"""How long pure work may hold the event loop before it starts again on a thread."""


class TooLongHere(BaseException):
    """Pure work ran past its slice on the event loop; it starts again on a thread.

    Not an ``Exception``: no node may swallow it.
    """


class Stopped(BaseException):
    """The execution, or this attempt, must end now."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Stop:
    """A shared signal: ``code`` is set once and read at every check."""

    code: str | None = None


@dataclass(slots=True)
class Run:
    """One execution in memory. ``last_frames``: container -> its last body run.

    ``cpu_s``: what its pure work has taken of processors, on the event loop and on threads.
    """

    limits: Limits
    seed: int
    now_ms: int
    clock_ms: Callable[[], int]
    context: Mapping[str, Value]
    state: RunState = field(default_factory=RunState)
    stop: Stop = field(default_factory=Stop)
    executions: int = 0
    cpu_s: float = 0.0
    body_runs: dict[str, int] = field(default_factory=dict)
    last_frames: dict[str, Frame] = field(default_factory=dict)

    def count(self, nodes: int) -> None:
        """Count node executions; raise at one more than allowed."""
        self.executions += nodes
        if self.executions > self.limits.node_executions:
            raise StepError(
                "limit_exceeded",
                f"the execution ran more than {self.limits.node_executions} nodes",
            )

    def remember(self, frame: Frame) -> None:
        """Note that a body ran; the frame with the highest place in its loops is kept."""
        container = frame.body.container
        if container is None:
            return
        self.body_runs[container] = self.body_runs.get(container, 0) + 1
        last = self.last_frames.get(container)
        if last is None or last.path <= frame.path:
            self.last_frames[container] = frame

    def check_now(self) -> None:
        """Raise when the execution must end."""
        if self.stop.code is not None:
            raise Stopped(self.stop.code)

    def check_inline(self, until: float) -> Callable[[], None]:
        """Return the check for work on the event loop that must end by ``until``."""
        stop, clock = self.stop, time.monotonic

        def check() -> None:
            if stop.code is not None:
                raise Stopped(stop.code)
            if clock() > until:
                raise TooLongHere

        return check

    def check_on_thread(self, local: Stop) -> Callable[[], None]:
        """Return the check for work on a thread, stopped by the run or by its own signal."""
        stop = self.stop

        def check() -> None:
            code = stop.code or local.code
            if code is not None:
                raise Stopped(code)

        return check


class RegionContext:
    """The context of pure nodes in one frame; ``at`` is the slot of the node that runs."""

    __slots__ = ("at", "check", "clock_ms", "environment", "frame", "limits", "run",
                 "state")  # fmt: skip

    def __init__(
        self, run: Run, frame: Frame, check: Callable[[], None], state: RunState | None = None
    ) -> None:
        self.run = run
        self.frame = frame
        self.check = check
        self.at = 0
        self.limits = run.limits
        self.state = state or RunState(run.state.variables, run.state.stores)
        self.clock_ms = run.clock_ms
        self.environment = environment_of(run, frame, check)

    @property
    def node_id(self) -> str:
        return self.frame.body.nodes[self.at].id

    @property
    def has_body(self) -> bool:
        return self.frame.body.nodes[self.at].body is not None

    def random(self) -> Random:
        return Random(f"{self.run.seed}/{path_text(self.frame.path)}/{self.node_id}")

    def environment_with(self, names: Mapping[str, Value]) -> Env:
        env = self.environment
        return Env(
            variables=env.variables,
            context=env.context,
            nodes=env.nodes,
            loop={**env.loop, **names},
            now_ms=env.now_ms,
            check=env.check,
        )

    def set_local(self, name: str, value: Value) -> None:
        variables = self.state.variables
        if name not in self.frame.locals:
            self.frame.locals[name] = variables.get(name, MISSING)
        self.state.put(variables, name, value)


def environment_of(run: Run, frame: Frame, check: Callable[[], None]) -> Env:
    """Return what expressions in ``frame`` see."""
    return Env(
        variables=run.state.variables,
        context=run.context,  # type: ignore[arg-type]
        nodes=NodeValues(frame),
        loop=frame.loop,  # type: ignore[arg-type]
        now_ms=run.now_ms,
        check=check,
    )


def forget_locals(state: RunState, frame: Frame) -> None:
    """Give back the variables that the body made for itself."""
    for name, old in frame.locals.items():
        if old is MISSING:
            state.drop(state.variables, name)
        else:
            state.put(state.variables, name, old)
    frame.locals.clear()


def path_text(path: Path) -> str:
    """Return a path as text: ``loop[3].inner[0]``."""
    return ".".join(f"{container}[{index}]" for container, index, _ in path)
