"""The queue's library, made to bear what happens: closed jobs, and connections that are lost.

By itself it stops telling that it is alive, or listening, at the first lost connection, and goes
on without; and a job that a takeover has closed makes it raise where nobody listens.
"""

import asyncio
from collections.abc import Callable, Iterable

import psycopg
import structlog
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from procrastinate.manager import JobManager, NotificationCallback

_TRIES = 4
_PAUSE_S = 0.25
_LISTEN_AGAIN_S = 1.0
_log = structlog.get_logger("thaiyyal.worker")


class PatientJobs(JobManager):
    """What one life of the worker asks of its tables.

    ``on_lost`` is called when a job could not be closed: it stays with this life of the worker, and
    others may close it once this life has ended.
    """

    def __init__(self, connector: BaseConnector) -> None:
        super().__init__(connector)
        self.on_lost: Callable[[], None] = _nobody_asks

    async def finish_job_by_id_async(self, job_id: int, status: Status, delete_job: bool) -> None:  # noqa: FBT001 - the library's own
        """Close a job, unless somebody else has done so.

        One that this life gives up stays as it is: its executions may still run in this process.
        """
        if status is Status.ABORTED:
            return
        for tries_left in range(_TRIES - 1, -1, -1):
            try:
                await super().finish_job_by_id_async(job_id, status, delete_job)
            except ConnectorException as error:
                if _is_gone(error):
                    _log.debug("job_closed_elsewhere", job=job_id)
                    return
                if tries_left:
                    await asyncio.sleep(_PAUSE_S)
            else:
                return
        _log.warning("job_not_closed", job=job_id)
        self.on_lost()

    async def update_heartbeat(self, worker_id: int) -> None:
        """Tell that this life goes on, or try again with the next beat."""
        try:
            await super().update_heartbeat(worker_id)
        except ConnectorException as error:
            _log.debug("queue_heartbeat_failed", reason=reason_of(error))

    async def list_jobs_to_abort_async(self, queue: str | None = None) -> Iterable[int]:
        """Return none: executions are stopped by other means."""
        del queue
        return ()

    async def listen_for_jobs(
        self, *, on_notification: NotificationCallback, queues: Iterable[str] | None = None
    ) -> None:
        """Listen for ever; while that is impossible, jobs are found by looking."""
        while True:
            try:
                await super().listen_for_jobs(on_notification=on_notification, queues=queues)
            except ConnectorException as error:
                _log.debug("queue_not_heard", reason=reason_of(error))
            await asyncio.sleep(_LISTEN_AGAIN_S)


def _nobody_asks() -> None:
    """Stand in until the worker of this life is made."""


def reason_of(error: BaseException) -> str:
    """Return in one line what the driver said, below what the library made of it."""
    found = error.__cause__ if isinstance(error, ConnectorException) and error.__cause__ else error
    return " ".join(str(found).split()) or type(found).__name__


def _is_gone(error: ConnectorException) -> bool:
    """Whether the database said that there is no such job to close."""
    return isinstance(error.__cause__, psycopg.errors.RaiseException)
