"""How much executions may take, and how a process runs them."""

from dataclasses import dataclass, field
from datetime import timedelta

from thaiyyal.sdk import Limits

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExecutionSettings:
    """Limits of executions; the defaults are the product's.

    ``limits``: of the engine, for each execution. ``longest_s``: what a workflow may allow itself,
    waiting not included. ``running``: executions in this process beside which no more begin for
    somebody who waits. A process that does not renew its ``lease`` has lost what it runs.
    ``suspend_after_s``: a longer wait is not spent in memory. ``most_crashes``: of processes, after
    which an execution is given up; from ``suspect_after`` on it is tried alone. ``group``: writes
    of one commit. ``depth``: of workflows that call workflows.
    """

    limits: Limits = field(default_factory=Limits)
    longest_s: float = 86_400.0
    longest_wait_s: int = 120
    value_bytes: int = 50 * MIB
    running: int = 100
    lease: timedelta = timedelta(seconds=6)
    suspend_after_s: float = 2.0
    most_crashes: int = 5
    suspect_after: int = 2
    group: int = 200
    woken: int = 1_000
    depth: int = 10
    plans: int = 1_000
    plan_nodes: int = 100_000
    recording_s: float = 300.0
