"""What a worker of these tests does in its process: the product's worker, with traps around it."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from thaiyyal.bootstrap.executions import add_executions
from thaiyyal.bootstrap.server import services_for
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.executions import ExecutionSettings, Runner
from thaiyyal.features.executions.group import Written
from thaiyyal.features.executions.writes import Write
from thaiyyal.kernel.clock import utc_now
from thaiyyal.outbound import AddressPolicy, PlatformRules
from thaiyyal.settings.working import WorkerSettings
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.unit_of_work import Database
from thaiyyal.worker import Queue, run_loops, supervise

LEASE_S = 1.0
SETTINGS = ExecutionSettings(lease=timedelta(seconds=LEASE_S))
RHYTHM = WorkerSettings(lease_s=LEASE_S, heartbeat_s=0.3, sweep_s=0.25, wake_s=0.2, concurrency=8)
Commit = Callable[[Sequence[Write]], Awaitable[Sequence[Written]]]


@dataclass(frozen=True, slots=True)
class Trap:
    """Where the process ends: before or after it records for the ``at``-th time, or claims.

    ``amid``: it is stopped there, with the transaction open.
    """

    when: str
    at: int


@dataclass(frozen=True, slots=True)
class Post:
    """What a worker is told. ``ahead_s``: by how much its clock is wrong."""

    conninfo: str
    log: Path
    trap: Trap | None = None
    ahead_s: float = 0.0
    settings: ExecutionSettings = SETTINGS
    rhythm: WorkerSettings = RHYTHM


def work(post: Post, gate: Event, ready: Event) -> None:
    """Take jobs, once the gate is open, until killed; what is told goes into the post's log."""
    log = os.open(post.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    _set_clock(post.ahead_s)
    asyncio.run(_work(post, gate, ready))


async def _work(post: Post, gate: Event, ready: Event) -> None:
    database = Database(post.conninfo, PoolSettings(smallest=2, largest=8))
    await database.open()
    services = services_for(Keyring((new_key(now=utc_now()),)), bcrypt_cost=4, issuer="thaiyyal")
    rules = PlatformRules(AddressPolicy(["127.0.0.0/8"]))
    add_executions(services, database, post.settings, rules=rules, kind="worker")
    runner = services.get(Runner)
    if post.trap is not None:
        _set(post.trap, runner)
    await runner.open()
    queue, stop = Queue(post.conninfo, runner.run_batch, post.rhythm), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run_loops(runner, post.rhythm, stop))
        ready.set()
        await asyncio.to_thread(gate.wait)
        tasks.create_task(supervise(queue, stop))


def _set(trap: Trap, runner: Runner) -> None:
    """Wrap what claims executions, or what records journals."""
    group: Any = runner.group
    claims: Any = runner._claims
    recorder: Any = runner.recorder
    match trap.when:
        case "amid":
            trap = Trap("after", trap.at)
            recorder.commit_in = _Trapped(recorder.commit_in, trap, signal.SIGSTOP)
        case "claiming":
            claims.claim = _Trapped(claims.claim, Trap("before", trap.at), signal.SIGKILL)
        case "claimed":
            claims.claim = _Trapped(claims.claim, Trap("after", trap.at), signal.SIGKILL)
        case _:
            group._commit = _Trapped(group._commit, trap, signal.SIGKILL)


def _set_clock(ahead_s: float) -> None:
    """Let the clock that people see be wrong; the one that only counts goes on."""
    if ahead_s:
        right, right_ns = time.time, time.time_ns
        time.time = lambda: right() + ahead_s
        time.time_ns = lambda: right_ns() + round(ahead_s * 1e9)


class _Trapped:
    """Sends a signal to this process before or after the n-th writing of journals."""

    def __init__(self, inner: Any, trap: Trap, number: signal.Signals) -> None:
        self._inner, self._trap, self._signal = inner, trap, number
        self._count = 0

    async def __call__(self, *given: Any, **named: Any) -> Any:
        self._count += 1
        if self._trap == Trap("before", self._count):
            os.kill(os.getpid(), self._signal)
        answers = await self._inner(*given, **named)
        if self._trap == Trap("after", self._count):
            os.kill(os.getpid(), self._signal)
        return answers
