"""A worker for tests that does what is in the queue now, in the process of the test, and ends."""

from uuid import UUID

from thaiyyal.features.executions import Runner
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.unit_of_work import Database
from thaiyyal.testing.worker_queries import take_job


async def work_off(runner: Runner, database: Database) -> int:
    """Do jobs until there is none; return how many that were."""
    done = 0
    while True:
        await runner.wake()
        async with database.begin() as tx:
            args = await take_job(tx)
        if args is None:
            return done
        ids = [UUID(id_) for id_ in args["ids"]]
        await runner.run_batch(TenantId(UUID(args["tenant_id"])), ids)
        done += 1
