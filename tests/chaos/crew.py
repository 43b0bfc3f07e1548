"""Workers as processes of their own, forked from one that has read the program already."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.chaos.working import Post, Trap, work

PATIENCE_S = 60.0
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.chaos.working"])


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that runs executions once its gate is open."""

    process: ForkServerProcess
    gate: Event
    ready: Event
    log: Path

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def let_work(self) -> None:
        """Let it take jobs."""
        self.gate.set()

    def wait_until_dead(self) -> None:
        """Wait until it has ended by itself."""
        self.process.join(PATIENCE_S)
        assert self.process.exitcode == -signal.SIGKILL, self.log.read_text()

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.join()


@dataclass(slots=True)
class Crew:
    """Starts workers over one database, and ends those that are left."""

    post: Post
    workers: list[Worker] = field(default_factory=list)

    def begin(
        self,
        *,
        trap: Trap | None = None,
        ahead_s: float = 0.0,
        works: bool = True,
    ) -> Worker:
        """Start a worker; return it once it is known to the others."""
        post = replace(self.post, trap=trap, ahead_s=ahead_s)
        worker = self._begin(post)
        assert worker.ready.wait(PATIENCE_S), worker.log.read_text()
        if works:
            worker.let_work()
        return worker

    def _begin(self, post: Post) -> Worker:
        gate, ready = _FORKS.Event(), _FORKS.Event()
        log = self.post.log.with_suffix(f".{len(self.workers)}")
        log.touch()
        given = (replace(post, log=log), gate, ready)
        process = _FORKS.Process(target=work, args=given, daemon=True)
        process.start()
        worker = Worker(process, gate, ready, log)
        self.workers.append(worker)
        return worker

    def logs(self) -> str:
        """Return what all of them told."""
        return "\n".join(f"{w.log.name}:\n{w.log.read_text()}" for w in self.workers)


@contextmanager
def crew_of(post: Post) -> Iterator[Crew]:
    """Yield a crew; end all of it afterwards."""
    crew = Crew(post)
    try:
        yield crew
    finally:
        for worker in crew.workers:
            worker.kill()


def until(condition: Callable[[], bool], *, patience_s: float = PATIENCE_S) -> float:
    """Wait until something is so that only asking can tell; return the seconds."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > patience_s:
            raise TimeoutError("it never became so")
        time.sleep(0.02)
    return time.monotonic() - began
