"""What a running node may use besides its parameters and inputs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from thaiyyal.kernel.values import Value
from thaiyyal.sdk.environment import Environment
from thaiyyal.sdk.shared_cache import SharedCache
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
    """Given to nodes whose ``run`` is a coroutine: effects and waits.

    Waits of a node with ``Effect.WAITS`` may end the segment: the node runs again in a later one,
    and what it waited for has gone on meanwhile. Everything else it does must bear repeating.
    """

    attempt: int
    idempotency_key: str
    outbound: "Outbound"
    shared: "SharedLimits"
    cache: SharedCache
    calls: "Calls"

    @property
    def step_key(self) -> str:
        """Name this attempt of this step within the execution; the same in every replay."""

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Wait until ``seconds`` after the step was begun first, whatever happened since."""

    def sleep_until(self, at_ms: float) -> Awaitable[None]:
        """Wait until a point in time; of a step that is repeated the first one told counts."""

    async def signal(self, name: str, *, expires_s: float | None = None) -> "Signal | None":
        """Wait for a signal; None when ``expires_s`` after the step's beginning none has come.

        No two steps of an execution get the same signal.
        """

    def log(self, level: str, message: str) -> None:
        """Write a line into the log of the execution: debug, info, warning or error."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A message to a live execution; ``seq`` numbers those of one execution."""

    seq: int
    name: str
    payload: Value = None


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
    file_bytes: int = 50 * 1024 * 1024
    http_step_s: float = 30.0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that belongs to an execution: what was downloaded, or is to be uploaded."""

    sha256: str  # hexadecimal, of the content
    size_bytes: int
    name: str
    media_type: str


BodyParts = tuple[bytes | StoredFile, ...]
"""A body in which files of the execution are sent: its parts, one after the other."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP exchange to carry out. ``body`` is sent as it is; header names are unique.

    ``saves_body``: a 2xx body goes to the files of the execution, in pieces, up to
    ``max_file_bytes``; ``file_name`` is its name, empty for the one that the server gives.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | BodyParts | None = None
    timeout_s: float = 30.0
    max_redirects: int = 10
    follow_redirects: bool = True
    max_bytes: int = 10 * 1024 * 1024
    credential: str | None = None
    saves_body: bool = False
    file_name: str = ""
    max_file_bytes: int = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; ``body`` is decoded (gzip and the like), header names are lower case.

    ``requests``: exchanges that it took, with redirects and repetitions. ``file``: where the body
    is when it was to be saved; ``body`` is then empty. ``asked_url``: the whole url that was asked
    first, which is not that of the request where a named client has a base address.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    redirects: int = 0
    requests: int = 1
    file: StoredFile | None = None
    asked_url: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to hand to the mail server that ``credential`` names."""

    credential: str
    to: tuple[str, ...]
    subject: str
    text: str | None = None
    html: str | None = None
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    reply_to: str | None = None
    sender: str | None = None  # that of the credential otherwise
    message_id: str | None = None
    timeout_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the mail server took: the message's id, and whom it refused."""

    message_id: str
    refused: tuple[str, ...] = ()


class Outbound(Protocol):
    """The only way out to a network. Raises ``StepError`` with the codes of the http node."""

    async def send(self, request: Request) -> Response: ...

    async def deliver(self, mail: Mail) -> Delivered: ...


class Pace(Protocol):
    """At most ``most`` passes per ``per_s`` seconds, counted by ``strategy``."""

    @property
    def most(self) -> int: ...

    @property
    def per_s(self) -> float: ...

    @property
    def strategy(self) -> str: ...

    def next_pass(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        """Return the seconds to wait and the record of passes with this one in it."""


class SharedLimits(Protocol):
    """Passes through rate limiters, shared by all executions of a workflow."""

    async def reserve(self, key: str, pace: Pace) -> float:
        """Take the next pass under ``key``; return the seconds to ``sleep`` until it is due."""


class Calls(Protocol):
    """What a step asks of the platform around the execution.

    Both are known by ``step``, so that asking again for the same step changes nothing.
    """

    async def request_approval(self, step: str, request: Mapping[str, Value]) -> None:
        """Ask people to decide; the decision is the signal ``approval:<step>``."""

    async def start_workflow(
        self, step: str, workflow: str, version: int | None, value: Value
    ) -> str:
        """Start another workflow and return its execution; its end is ``workflow:<step>``."""
