"""What a running node may use besides its parameters and inputs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from thaiyyal.kernel.values import Value
from thaiyyal.sdk.environment import Environment
from thaiyyal.sdk.state import RunState

NO_INPUT: Any = object()
"""Stands for the input of a node with ``Inputs.OPTIONAL`` that has none."""


class Context(Protocol):
    """Given to ``run`` when it has a parameter named ``context``."""

    environment: Environment
    state: RunState
    limits: "Limits"
    clock_ms: Callable[[], int]
    has_body: bool  # for containers: whether any node is inside

    @property
    def node_id(self) -> str: ...

    def check(self) -> None:
        """Raise when the work must stop or move; call it once per few thousand elements."""

    def random(self) -> Random:
        """Return a generator seeded by the run, the node and its place in loops."""

    def environment_with(self, names: Mapping[str, Value]) -> Environment:
        """Return the environment with these loop names bound as well."""

    def set_local(self, name: str, value: Value) -> None:
        """Set a variable that is forgotten at the end of the enclosing body."""


class EffectContext(Context, Protocol):
    """Given to nodes whose ``run`` is a coroutine: effects and waits."""

    attempt: int
    idempotency_key: str
    outbound: "Outbound"
    sleep: Callable[[float], Awaitable[None]]
    shared: "SharedLimits"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one run; the defaults are the product's."""

    run_s: float = 300.0
    node_executions: int = 100_000
    http_requests: int = 100
    text_length: int = 16_777_216
    result_length: int = 1_000_000
    list_length: int = 1_000_000
    depth: int = 100
    variables: int = 1_000
    response_bytes: int = 10 * 1024 * 1024
    http_step_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP exchange to carry out. ``body`` is sent as it is; header names are unique."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    timeout_s: float = 30.0
    max_redirects: int = 10
    follow_redirects: bool = True
    max_bytes: int = 10 * 1024 * 1024
    credential: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; ``body`` is decoded (gzip and the like), header names are lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    redirects: int = 0


class Outbound(Protocol):
    """The only way out to a network. Raises ``StepError`` with the codes of the http node."""

    async def send(self, request: Request) -> Response: ...


class SharedLimits(Protocol):
    """Passes through rate limiters, shared by all runs of a workflow."""

    async def wait_turn(self, key: str, plan: Any) -> float:
        """Wait until ``plan`` allows one more pass under ``key``; return the seconds waited."""
