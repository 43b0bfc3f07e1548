"""How much executions may take, and how a process runs them."""

from dataclasses import dataclass, field
from datetime import timedelta

from thaiyyal.sdk import Limits

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExecutionSettings:
    """Limits of executions; the defaults are the product's.

    ``limits``: of the engine, for each execution. ``longest_s``: from its start to its end,
    waiting included. ``running``, ``queued``: executions in this process. A process that does not
    renew the ``lease`` of what it runs has lost it.
    """

    limits: Limits = field(default_factory=Limits)
    longest_s: float = 86_400.0
    longest_wait_s: int = 120
    value_bytes: int = 50 * MIB
    running: int = 100
    queued: int = 10_000
    lease: timedelta = timedelta(seconds=6)
    plans: int = 1_000
    plan_nodes: int = 100_000
    recording_s: float = 300.0
