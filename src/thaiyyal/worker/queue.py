"""One life of the queue's worker: from connecting until it is told to stop, or loses its footing.

Each life has its own connections and its own number in the queue's tables. A job whose fetch was
half done when the connection was lost therefore belongs to a dead worker, and is found.
"""

import asyncio
import logging

from procrastinate import App, PsycopgConnector
from procrastinate.jobs import DeleteJobCondition
from procrastinate.worker import Worker

from thaiyyal.settings.working import WorkerSettings
from thaiyyal.store.queue_pool import queue_pool
from thaiyyal.worker.batches import Batches
from thaiyyal.worker.execution_runner import RunBatch
from thaiyyal.worker.patient_jobs import PatientJobs

QUEUE = "executions"
TASK = "run_executions"
_POLL_S = 0.5
_LAST_WORDS_S = 15.0
_OPEN_S = 2.5

# What it tells below is told by us, with fields.
logging.getLogger("procrastinate").setLevel(logging.WARNING)


class Queue:
    """Where jobs come from and who runs them; outlives the lives of its worker."""

    def __init__(
        self,
        conninfo: str,
        run_batch: RunBatch,
        settings: WorkerSettings,
        *,
        concurrency: int | None = None,
    ) -> None:
        self.batches = Batches(run_batch, concurrency=concurrency or settings.concurrency)
        self._conninfo = conninfo
        self._settings = settings

    async def live(self, stop: asyncio.Event) -> None:
        """Take jobs until ``stop``, then wait for those that run; return earlier when lost.

        Raises:
            ConnectorException, psycopg.Error: The database is away.
        """
        async with queue_pool(self._conninfo) as pool:
            await pool.wait(timeout=_OPEN_S)
            app, jobs = self._app()
            await app.open_async(pool)
            worker = self._worker(app)
            jobs.on_lost = worker.stop
            await _until(worker, stop, patience_s=self._settings.drain_s + _LAST_WORDS_S)

    def _app(self) -> tuple[App, PatientJobs]:
        connector = PsycopgConnector()
        app = App(connector=connector)
        jobs = PatientJobs(connector)
        app.job_manager = jobs
        app.task(name=TASK, queue=QUEUE)(self.batches.run)
        return app, jobs

    def _worker(self, app: App) -> Worker:
        return Worker(
            app,
            queues=[QUEUE],
            concurrency=self.batches.concurrency,
            fetch_job_polling_interval=_POLL_S,
            shutdown_graceful_timeout=0.0,
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
            update_heartbeat_interval=self._settings.heartbeat_s,
            stalled_worker_timeout=self._settings.lease_s,
        )


async def _until(worker: Worker, stop: asyncio.Event, *, patience_s: float) -> None:
    """Run a worker until ``stop``, or until it ends by itself: then it waits for nothing."""
    life: asyncio.Task[None] = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call]
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({life, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            worker.shutdown_graceful_timeout = patience_s
            worker.stop()  # type: ignore[no-untyped-call]
        await life
    finally:
        stopping.cancel()
        life.cancel()
        await asyncio.wait({life})
