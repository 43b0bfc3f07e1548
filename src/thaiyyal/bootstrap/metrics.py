"""All that a process counts, in one registry, and the looks that keep it true."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from prometheus_client import CollectorRegistry

from thaiyyal.bootstrap.maintenance import Job
from thaiyyal.bootstrap.queue_watch import QueueWatch
from thaiyyal.settings.working import WorkerSettings
from thaiyyal.store.unit_of_work import Database
from thaiyyal.telemetry.metrics import ExecutionMetrics, QueueMetrics
from thaiyyal.telemetry.metrics_outbound import OutboundMetrics
from thaiyyal.telemetry.metrics_process import LoopMetrics, add_pool_metrics, add_process_metrics

_LOOK_S = 5.0
_PAUSE_S = 0.25


@dataclass(frozen=True, slots=True)
class Metrics:
    """The registry of a process and what fills it."""

    registry: CollectorRegistry
    executions: ExecutionMetrics
    queue: QueueMetrics
    loop: LoopMetrics
    outbound: OutboundMetrics
    watch: QueueWatch = field(default_factory=QueueWatch)


def metrics_of(database: Database, settings: WorkerSettings) -> Metrics:
    """Return the metrics of a process that uses ``database``."""
    registry = CollectorRegistry()
    add_process_metrics(registry)
    add_pool_metrics(registry, database.pool_stats)
    return Metrics(
        registry,
        ExecutionMetrics(registry),
        QueueMetrics(registry),
        LoopMetrics(registry),
        OutboundMetrics(registry),
        QueueWatch(alive=timedelta(seconds=settings.lease_s + settings.heartbeat_s)),
    )


def metric_jobs(metrics: Metrics, database: Database) -> list[Job]:
    """Return what every process does to keep its metrics true."""
    return [
        Job("watch_queue", _LOOK_S, partial(metrics.watch.show, database, metrics.queue)),
        Job("watch_loop", _PAUSE_S, metrics.loop.look),
    ]
