"""What every server does beside answering: upkeep that may run in any number of processes."""

import asyncio
from datetime import timedelta
from functools import partial

from thaiyyal.bootstrap.maintenance import Job, run_jobs
from thaiyyal.bootstrap.metrics import metric_jobs
from thaiyyal.bootstrap.platform import Platform
from thaiyyal.features.audit.jobs import seal, trim
from thaiyyal.features.executions import close_approvals, forget_executions
from thaiyyal.features.executions.files.jobs import sweep_files
from thaiyyal.features.tenancy.quotas import ExecutionMeter, Meter
from thaiyyal.features.tenancy.quotas.recount import recount_usage
from thaiyyal.features.tenancy.tenants import erase_deleted_tenants
from thaiyyal.features.triggers.scheduler import Scheduler
from thaiyyal.features.workflows.jobs import purge_trash
from thaiyyal.store.shared.postgres import forget_shared_state
from thaiyyal.store.upkeep import ensure_partitions, forget_old_rows

_HOUR_S = 3_600
_DAY_S = 86_400


async def run_platform_jobs(platform: Platform, stop: asyncio.Event) -> None:
    """Run all jobs until ``stop``."""
    await run_jobs(platform_jobs(platform), stop)


def platform_jobs(platform: Platform) -> list[Job]:
    """Return the jobs, each with its rhythm."""
    database = platform.database
    meter, executed = platform.services.get(Meter), platform.services.get(ExecutionMeter)
    kept = platform.settings.retention
    return [
        Job("seal_audit", 1, partial(seal, database)),
        Job("run_schedules", 1, Scheduler(database, platform.services).run_due),
        Job(
            "forget_executions",
            _HOUR_S,
            partial(
                forget_executions,
                database,
                default_days=kept.executions_days,
                default_count=kept.executions_count,
            ),
        ),
        Job("sweep_files", 600, partial(sweep_files, database)),
        Job("close_approvals", 10, partial(close_approvals, database)),
        Job("meter_api_calls", 1, partial(meter.flush, database)),
        Job("meter_executions", 1, partial(executed.flush, database)),
        Job("erase_tenants", _HOUR_S, partial(erase_deleted_tenants, database)),
        Job("make_partitions", _HOUR_S, partial(ensure_partitions, database)),
        Job("forget_old_rows", 600, partial(forget_old_rows, database)),
        Job("forget_shared_state", 60, partial(forget_shared_state, database)),
        Job("trim_audit", _HOUR_S, partial(trim, database, default_days=kept.audit_days)),
        Job(
            "purge_trash",
            _HOUR_S,
            partial(purge_trash, database, kept=timedelta(days=kept.deleted_workflows_days)),
        ),
        Job("recount_usage", _DAY_S, partial(recount_usage, database)),
        *metric_jobs(platform.metrics, database),
    ]
