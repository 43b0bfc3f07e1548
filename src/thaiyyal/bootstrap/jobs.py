"""What every server does beside answering: upkeep that may run in any number of processes."""

import asyncio
from functools import partial

from thaiyyal.bootstrap.maintenance import Job, run_jobs
from thaiyyal.bootstrap.platform import Platform
from thaiyyal.features.tenancy.quotas import Meter
from thaiyyal.features.tenancy.quotas.recount import recount_usage
from thaiyyal.features.tenancy.tenants import erase_deleted_tenants

_HOUR_S = 3_600
_DAY_S = 86_400


async def run_platform_jobs(platform: Platform, stop: asyncio.Event) -> None:
    """Run all jobs until ``stop``."""
    await run_jobs(_jobs(platform), stop)


def _jobs(platform: Platform) -> list[Job]:
    database = platform.database
    meter = platform.services.get(Meter)
    return [
        Job("meter_api_calls", 1, partial(meter.flush, database)),
        Job("erase_tenants", _HOUR_S, partial(erase_deleted_tenants, database)),
        Job("recount_usage", _DAY_S, partial(recount_usage, database)),
    ]
