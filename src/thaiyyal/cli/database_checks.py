"""What `thaiyyal doctor` looks at in the database: reachable, migrated, partitioned, on time."""

import asyncio
from collections.abc import Iterator
from datetime import datetime

from thaiyyal.bootstrap.database import Connections, database_from, shared_connections
from thaiyyal.cli.checkup import Check, Finding, Status, clock_finding
from thaiyyal.kernel.clock import utc_now
from thaiyyal.settings import LoadedSettings, Settings
from thaiyyal.store.readiness import Readiness, database_time, readiness_of
from thaiyyal.store.revision import head_revision


def _database(loaded: LoadedSettings) -> Iterator[Finding]:
    """Look at the database as the application sees it; a private one is started where it is not."""
    with shared_connections(loaded.settings) as found:
        time, readiness = asyncio.run(_look(loaded.settings, found))
    yield Finding("database", Status.OK, "reachable, by a role that row-level security binds")
    yield _of_schema(readiness)
    yield clock_finding(time, utc_now())


async def _look(settings: Settings, found: Connections) -> tuple[datetime, Readiness]:
    database = database_from(settings, found)
    await database.open()
    try:
        async with database.begin() as tx:
            return await database_time(tx), await readiness_of(tx, head_revision())
    finally:
        await database.close()


def _of_schema(readiness: Readiness) -> Finding:
    if readiness.blocking is not None:
        return Finding("schema", Status.PROBLEM, readiness.blocking[1])
    if readiness.degraded is not None:
        return Finding("schema", Status.WARNING, readiness.degraded)
    return Finding("schema", Status.OK, f"at revision {head_revision()}, partitions are there")


DATABASE_CHECKS = (Check("database", _database),)
