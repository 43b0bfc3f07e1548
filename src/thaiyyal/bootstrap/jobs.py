"""What every server does beside answering: upkeep that may run in any number of processes."""

import asyncio

from thaiyyal.bootstrap.maintenance import Job, run_jobs
from thaiyyal.bootstrap.platform import Platform


async def run_platform_jobs(platform: Platform, stop: asyncio.Event) -> None:
    """Run all jobs until ``stop``."""
    await run_jobs(_jobs(platform), stop)


def _jobs(platform: Platform) -> list[Job]:
    return []
