"""What a process counts about executions and the queue, for Prometheus.

Labels have few values, whatever users do: never a tenant, a workflow or a name.
"""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200)
_COMMIT_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class ExecutionMetrics:
    """Counts what this process does for executions, in the registry that it is given."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._started = Counter(
            "thaiyyal_executions_started",
            "Executions that this process began, not those that went on after a wait.",
            ("trigger",),
            registry=registry,
        )
        self._finished = Counter(
            "thaiyyal_executions_finished",
            "Executions that ended in this process.",
            ("status", "trigger"),
            registry=registry,
        )
        self._seconds = Histogram(
            "thaiyyal_execution_duration_seconds",
            "How long executions took from their first step to their end, waits included.",
            ("status",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._running = Gauge(
            "thaiyyal_executions_running", "Executions that run in this process.", registry=registry
        )
        self._steps = Counter(
            "thaiyyal_steps_recorded", "Rows written to journals.", registry=registry
        )
        self._group_size = Histogram(
            "thaiyyal_commit_group_size",
            "Writes that shared one transaction.",
            buckets=_SIZES,
            registry=registry,
        )
        self._group_seconds = Histogram(
            "thaiyyal_commit_group_duration_seconds",
            "How long such a transaction took.",
            buckets=_COMMIT_S,
            registry=registry,
        )
        self._taken_over = Counter(
            "thaiyyal_executions_taken_over",
            "Executions that this process gave to others, because the one that ran them died.",
            registry=registry,
        )
        # To find what counts by its labels is dearer than to count.
        self._by_trigger: dict[str, Counter] = {}
        self._by_end: dict[tuple[str, str], tuple[Counter, Histogram]] = {}

    def started(self, trigger: str) -> None:
        """Count an execution that begins here."""
        started = self._by_trigger.get(trigger)
        if started is None:
            started = self._by_trigger[trigger] = self._started.labels(trigger)
        started.inc()

    def finished(self, status: str, trigger: str, seconds: float) -> None:
        """Count an execution that ended here, so many seconds after it had begun somewhere."""
        ended = self._by_end.get((status, trigger))
        if ended is None:
            ended = self._finished.labels(status, trigger), self._seconds.labels(status)
            self._by_end[status, trigger] = ended
        ended[0].inc()
        ended[1].observe(seconds)

    def watch_running(self, running: Callable[[], float]) -> None:
        """Ask ``running`` how many executions run here, whenever somebody reads the metrics."""
        self._running.set_function(running)

    def recorded(self, rows: int) -> None:
        """Count rows that were written to journals."""
        self._steps.inc(rows)

    def group(self, size: int, seconds: float) -> None:
        """Count one commit of ``size`` writes."""
        self._group_size.observe(size)
        self._group_seconds.observe(seconds)

    def taken_over(self, number: int) -> None:
        """Count executions of dead processes that are queued anew."""
        self._taken_over.inc(number)


class QueueMetrics:
    """What the queue looked like the last time that this process looked."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._depth = Gauge(
            "thaiyyal_queue_jobs",
            "Jobs in the queue of the platform, by whether somebody does them.",
            ("state",),
            registry=registry,
        )
        self._oldest = Gauge(
            "thaiyyal_queue_oldest_job_age_seconds",
            "How long the oldest job waits that could be taken.",
            registry=registry,
        )
        self._workers = Gauge(
            "thaiyyal_queue_workers",
            "Workers of the platform that take jobs and are alive.",
            registry=registry,
        )

    def show(self, *, waiting: int, doing: int, workers: int, oldest_s: float) -> None:
        """Remember what was seen."""
        self._depth.labels("waiting").set(waiting)
        self._depth.labels("doing").set(doing)
        self._oldest.set(oldest_s)
        self._workers.set(workers)
