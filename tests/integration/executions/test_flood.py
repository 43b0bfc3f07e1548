"""A tenant without room that starts more and more costs the others next to nothing."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from tests.integration.executions.making import CONSTANT, as_owner, execute, make, set_quota, used
from thaiyyal.features.executions import Runner
from thaiyyal.features.executions.definitions import Definitions
from thaiyyal.features.executions.errors import NoRoom
from thaiyyal.features.executions.group import Written
from thaiyyal.features.executions.orders import Order, write_of
from thaiyyal.features.executions.writes import Write
from thaiyyal.kernel.actor import SYSTEM, Actor
from thaiyyal.testing.platform import Person, Platform

MANY = 10


@contextmanager
def statements(platform: Platform) -> Iterator[list[int]]:
    """Yield how many statements each transaction of commit groups has run."""
    recorder: Any = platform.services.get(Runner).recorder
    commit_in, counted = recorder.commit_in, list[int]()

    async def counting(tx: Any, writes: Sequence[Write], **more: Any) -> list[Written]:
        try:
            found: list[Written] = await commit_in(tx, writes, **more)
            return found
        finally:
            counted.append(tx.statements)

    recorder.commit_in = counting
    try:
        yield counted
    finally:
        del recorder.commit_in


def write_together(platform: Platform, *starts: tuple[Person, str, int]) -> list[Written | NoRoom]:
    """Start so many executions of workflows at the same moment; return what became of them."""

    async def orders() -> list[Any]:
        writes = [
            await _write(platform, by, workflow_id)
            for by, workflow_id, number in starts
            for _ in range(number)
        ]
        group = platform.services.get(Runner).group
        return await asyncio.gather(*map(group.write, writes), return_exceptions=True)

    return platform.run(orders())


async def _write(platform: Platform, by: Person, workflow_id: str) -> Write:
    order = Order(UUID(workflow_id), "api")
    actor = Actor(SYSTEM.kind, tenant_id=by.tenant_id)
    definition = await platform.services.get(Definitions).load(actor, order.chosen)
    assert definition is not None
    return await write_of(platform.services, by.tenant_id, order, definition)


def test_a_group_that_met_a_full_tenant_is_written_in_a_few_statements(platform: Platform) -> None:
    flooding, calm = platform.make_tenant(), platform.make_tenant()
    floods, calls = make(platform, flooding, CONSTANT), make(platform, calm, CONSTANT)
    set_quota(platform, flooding, "executions", 2)
    write_together(platform, (calm, calls, 1))

    with statements(platform) as first:
        found = write_together(platform, (flooding, floods, MANY), (calm, calls, MANY))
    with statements(platform) as later:
        again = write_together(platform, (flooding, floods, MANY), (calm, calls, MANY))
    with statements(platform) as alone:
        write_together(platform, (calm, calls, MANY))

    refused = [isinstance(one, NoRoom) for one in found]
    assert refused == [False] * 2 + [True] * (MANY - 2) + [False] * MANY
    assert len(first) == 5
    assert [isinstance(one, NoRoom) for one in again] == [True] * MANY + [False] * MANY
    assert later == alone
    assert used(platform, flooding, "executions") == 2
    assert used(platform, calm, "executions") == 1 + 3 * MANY


def test_whoever_gets_more_room_is_not_refused_any_longer(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)
    set_quota(platform, owner, "executions", 0)
    refused = execute(platform, owner, workflow_id)

    as_owner(platform, "UPDATE quotas SET amount = 1 WHERE tenant_id = %s", [owner.tenant_id])

    answers = [execute(platform, owner, workflow_id) for _ in range(2)]
    assert (refused.status, refused.code) == (429, "quota_exceeded")
    assert [one.status for one in answers] == [202, 429]
