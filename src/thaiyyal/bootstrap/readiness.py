"""Can this process do its work: the database, its schema, its partitions, the queue, the end."""

from collections.abc import Callable
from dataclasses import dataclass, field

from thaiyyal.bootstrap.queue_watch import WAITED_TOO_LONG_S, QueueWatch
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.store.readiness import Readiness, readiness_of
from thaiyyal.store.revision import head_revision
from thaiyyal.store.unit_of_work import Database


def _knows_nothing() -> float | None:
    return None


@dataclass(frozen=True, slots=True)
class ReadinessCheck:
    """What is asked of a process, and how it finds the answer.

    ``idle_s``: for how long a worker with a free place has taken no job; None if it takes none, or
    has no place. Such a worker is not ready while jobs wait; a server only says that they do.
    """

    database: Database
    queue: QueueWatch
    is_draining: Callable[[], bool]
    idle_s: Callable[[], float | None] = _knows_nothing
    head: str = field(default_factory=head_revision)

    async def look(self) -> Readiness:
        """Return what stands in the way of the work, or will soon."""
        if self.is_draining():
            return Readiness(("draining", "the process is shutting down"))
        try:
            async with self.database.begin() as tx:
                found = await readiness_of(tx, self.head)
                trouble = None if found.blocking else await self.queue.trouble(tx)
        except ThaiyyalError as error:
            return Readiness(("database", error.message))
        return with_queue(found, trouble, idle_s=self.idle_s())


def with_queue(found: Readiness, trouble: str | None, *, idle_s: float | None) -> Readiness:
    """Return what was found, and what is wrong with the queue, which is never the worst.

    >>> with_queue(Readiness(), "jobs wait", idle_s=None)
    Readiness(blocking=None, degraded='jobs wait')
    >>> with_queue(Readiness(), "jobs wait", idle_s=61.0)
    Readiness(blocking=('queue', 'jobs wait'), degraded=None)
    """
    if trouble is None or found.blocking:
        return found
    if idle_s is not None and idle_s > WAITED_TOO_LONG_S:
        return Readiness(("queue", trouble))
    return Readiness(degraded="; ".join(filter(None, (found.degraded, trouble))))
