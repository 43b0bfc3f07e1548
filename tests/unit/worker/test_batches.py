"""Batches run apart from whoever fetched them, and their failures are theirs alone."""

import asyncio
from collections.abc import Sequence
from uuid import UUID, uuid4

from structlog.testing import capture_logs

from thaiyyal.features.executions.errors import ShuttingDown
from thaiyyal.kernel.ids import TenantId
from thaiyyal.worker.batches import Batches

TENANT, ID = str(uuid4()), str(uuid4())


def test_a_batch_outlives_the_worker_that_fetched_it() -> None:
    ended: list[UUID] = []

    async def story() -> int:
        may_end, is_over = asyncio.Event(), asyncio.Event()

        async def run(_: TenantId, ids: Sequence[UUID]) -> None:
            await may_end.wait()
            ended.extend(ids)
            is_over.set()

        batches = Batches(run, concurrency=1)
        job = asyncio.create_task(batches.run(TENANT, [ID]))
        await asyncio.sleep(0)
        job.cancel()
        await asyncio.wait([job])
        running = batches.running
        may_end.set()
        await is_over.wait()
        return running

    assert asyncio.run(story()) == 1
    assert ended == [UUID(ID)]


def test_a_refusal_is_told_in_one_line() -> None:
    async def refuse(_: TenantId, __: Sequence[UUID]) -> None:
        raise ShuttingDown

    async def run() -> None:
        await Batches(refuse, concurrency=1).run(TENANT, [ID])

    with capture_logs() as logs:
        asyncio.run(run())

    assert [(line["event"], line["code"]) for line in logs] == [
        ("queue_job_failed", "shutting_down")
    ]


def test_a_job_that_makes_no_sense_is_told_and_over() -> None:
    async def never(_: TenantId, __: Sequence[UUID]) -> None:
        raise AssertionError("it was run")

    async def run() -> None:
        await Batches(never, concurrency=1).run("nobody", [ID])

    with capture_logs() as logs:
        asyncio.run(run())

    assert [(line["event"], type(line["exc_info"])) for line in logs] == [
        ("queue_job_failed", ValueError)
    ]


def test_a_full_worker_is_not_idle() -> None:
    async def story() -> tuple[bool, bool]:
        may_end = asyncio.Event()

        async def run(_: TenantId, __: Sequence[UUID]) -> None:
            await may_end.wait()

        batches = Batches(run, concurrency=1)
        before = batches.idle_s() is None
        job = asyncio.create_task(batches.run(TENANT, [ID]))
        await asyncio.sleep(0)
        full = batches.idle_s() is None
        may_end.set()
        await job
        return before, full

    assert asyncio.run(story()) == (False, True)
