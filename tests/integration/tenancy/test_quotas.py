"""Quotas at their limits, over them, and when two want the last unit."""

import asyncio
from typing import Any

import psycopg
import pytest

from thaiyyal.features.tenancy.quotas import (
    Level,
    Meter,
    Metric,
    QuotaExceeded,
    State,
    add,
    check,
    give_back,
    levels_of,
    take,
    take_all,
)
from thaiyyal.features.tenancy.quotas.overrides import set_quotas
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Transaction
from thaiyyal.testing.platform import Person, Platform


def limit(platform: Platform, tenant_id: TenantId, metric: Metric, amount: int | None) -> None:
    """Give a tenant a quota of its own."""
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute(
            "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, %s, %s)"
            " ON CONFLICT (tenant_id, metric) DO UPDATE SET amount = EXCLUDED.amount",
            (tenant_id, metric.value, amount),
        )


def in_tenant(platform: Platform, person: Person, work: Any) -> Any:
    """Do work in a transaction of the person's tenant."""

    async def done() -> Any:
        async with platform.database.begin(TenantScope(person.tenant_id, person.id)) as tx:
            return await work(tx)

    return platform.run(done())


def used(platform: Platform, person: Person, metric: Metric) -> int:
    levels: list[Level] = in_tenant(platform, person, levels_of)
    return next(level.used for level in levels if level.metric is metric)


def warnings_of(platform: Platform, person: Person) -> list[Any]:
    async def read(tx: Transaction) -> list[Any]:
        return await tx.rows("SELECT resource_id FROM audit_logs WHERE action = 'quota.warned'")

    return [row["resource_id"] for row in in_tenant(platform, person, read)]


@pytest.mark.parametrize("metric", list(Metric), ids=lambda metric: metric.value)
def test_the_limit_can_be_reached_and_not_passed(platform: Platform, metric: Metric) -> None:
    owner = platform.make_tenant()
    here = used(platform, owner, metric)
    limit(platform, owner.tenant_id, metric, here + 3)

    level = in_tenant(platform, owner, lambda tx: take(tx, metric, 3))
    with pytest.raises(QuotaExceeded) as refused:
        in_tenant(platform, owner, lambda tx: take(tx, metric))

    assert level == Level(metric, here + 3, here + 3)
    assert level.state is State.EXCEEDED
    assert refused.value.extra["metric"] == metric.value
    assert refused.value.extra["used"] == refused.value.extra["limit"] == here + 3
    assert used(platform, owner, metric) == here + 3


def test_more_than_the_whole_limit_at_once_is_refused(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.STORAGE_BYTES, 10)

    with pytest.raises(QuotaExceeded):
        in_tenant(platform, owner, lambda tx: take(tx, Metric.STORAGE_BYTES, 11))

    assert used(platform, owner, Metric.STORAGE_BYTES) == 0


def test_a_quota_without_amount_lifts_the_limit_of_the_plan(platform: Platform) -> None:
    owner = platform.make_tenant(plan="small")
    limit(platform, owner.tenant_id, Metric.EXECUTIONS, None)

    level = in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS, 1_000_000))

    assert (level.limit, level.share, level.state) == (None, None, State.OK)


def test_what_a_plan_does_not_name_is_not_limited(platform: Platform) -> None:
    owner = platform.make_tenant(plan="unlimited")

    level = in_tenant(platform, owner, lambda tx: take(tx, Metric.WORKFLOWS, 10**12))

    assert level.limit is None


def test_two_requests_that_race_for_the_last_unit_get_it_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.ACTIVE_EXECUTIONS, 4)
    in_tenant(platform, owner, lambda tx: take(tx, Metric.ACTIVE_EXECUTIONS, 3))

    async def one() -> bool:
        async with platform.database.begin(TenantScope(owner.tenant_id, owner.id)) as tx:
            await take(tx, Metric.ACTIVE_EXECUTIONS)
        return True

    async def race() -> list[bool | BaseException]:
        return await asyncio.gather(*(one() for _ in range(6)), return_exceptions=True)

    results = platform.run(race())

    assert results.count(True) == 1
    assert sum(isinstance(result, QuotaExceeded) for result in results) == 5
    assert used(platform, owner, Metric.ACTIVE_EXECUTIONS) == 4


def test_what_is_given_back_can_be_taken_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.ACTIVE_EXECUTIONS, 1)

    in_tenant(platform, owner, lambda tx: take(tx, Metric.ACTIVE_EXECUTIONS))
    in_tenant(platform, owner, lambda tx: give_back(tx, Metric.ACTIVE_EXECUTIONS, 5))
    level = in_tenant(platform, owner, lambda tx: take(tx, Metric.ACTIVE_EXECUTIONS))

    assert level.used == 1


def test_what_is_rolled_back_is_not_used(platform: Platform) -> None:
    owner = platform.make_tenant()

    async def fail(tx: Transaction) -> None:
        await take(tx, Metric.EXECUTIONS, 7)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_tenant(platform, owner, fail)

    assert used(platform, owner, Metric.EXECUTIONS) == 0


def test_of_several_metrics_the_full_one_is_named(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.ACTIVE_EXECUTIONS, 0)
    both = {Metric.EXECUTIONS: 1, Metric.ACTIVE_EXECUTIONS: 1}

    with pytest.raises(QuotaExceeded) as refused:
        in_tenant(platform, owner, lambda tx: take_all(tx, both))

    assert refused.value.level.metric is Metric.ACTIVE_EXECUTIONS
    assert used(platform, owner, Metric.EXECUTIONS) == 0


def test_work_that_is_done_counts_even_over_the_limit(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.CPU_SECONDS, 10)

    in_tenant(platform, owner, lambda tx: check(tx, Metric.CPU_SECONDS))
    in_tenant(platform, owner, lambda tx: add(tx, Metric.CPU_SECONDS, 60))
    with pytest.raises(QuotaExceeded):
        in_tenant(platform, owner, lambda tx: check(tx, Metric.CPU_SECONDS))

    assert used(platform, owner, Metric.CPU_SECONDS) == 60


def test_people_are_warned_once_at_four_fifths(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.EXECUTIONS, 10)

    in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS, 7))
    before = warnings_of(platform, owner)
    level = in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS))
    in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS))

    assert before == []
    assert level.state is State.WARNING
    assert warnings_of(platform, owner) == ["executions"]


def test_use_of_past_months_does_not_count(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.EXECUTIONS, 1)
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute(
            "INSERT INTO usage (tenant_id, metric, period, amount)"
            " VALUES (%s, 'executions', date_trunc('month', now() - interval '40 days'), 99)",
            (owner.tenant_id,),
        )

    level = in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS))

    assert level.used == 1


def test_metered_calls_reach_the_database_by_a_flush(platform: Platform) -> None:
    one, two, meter = platform.make_tenant(), platform.make_tenant(), Meter()
    for tenant in (one, one, two):
        meter.count(tenant.tenant_id)

    platform.run(meter.flush(platform.database))
    platform.run(meter.flush(platform.database))

    assert used(platform, one, Metric.API_CALLS) == 2
    assert used(platform, two, Metric.API_CALLS) == 1


def test_a_tenant_without_calls_left_is_refused_until_it_gets_more(platform: Platform) -> None:
    owner, meter = platform.make_tenant(), Meter()
    limit(platform, owner.tenant_id, Metric.API_CALLS, 2)
    meter.charge(owner.tenant_id)
    meter.charge(owner.tenant_id)

    platform.run(meter.flush(platform.database))
    with pytest.raises(QuotaExceeded) as refused:
        meter.charge(owner.tenant_id)
    was_over = meter.is_over(owner.tenant_id)
    limit(platform, owner.tenant_id, Metric.API_CALLS, 3)
    platform.run(meter.flush(platform.database))
    meter.charge(owner.tenant_id)

    assert was_over
    assert refused.value.extra["used"] == 2
    assert refused.value.retry_after_s is not None
    assert not meter.is_over(owner.tenant_id)
    assert warnings_of(platform, owner) == ["api_calls"]


def test_a_tenant_that_is_gone_is_forgotten(platform: Platform) -> None:
    owner, meter = platform.make_tenant(), Meter()
    limit(platform, owner.tenant_id, Metric.API_CALLS, 0)
    meter.count(owner.tenant_id)
    platform.run(meter.flush(platform.database))
    was_over = meter.is_over(owner.tenant_id)
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute("DELETE FROM tenants WHERE id = %s", (owner.tenant_id,))

    platform.run(meter.flush(platform.database))

    assert was_over
    assert not meter.is_over(owner.tenant_id)


def test_another_limit_warns_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    limit(platform, owner.tenant_id, Metric.EXECUTIONS, 5)
    in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS, 4))

    in_tenant(platform, owner, lambda tx: set_quotas(tx, SYSTEM, {Metric.EXECUTIONS: 10}))
    in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS, 3))
    quiet = len(warnings_of(platform, owner))
    in_tenant(platform, owner, lambda tx: take(tx, Metric.EXECUTIONS))

    assert quiet == 1
    assert warnings_of(platform, owner) == ["executions", "executions"]


def test_counts_survive_a_database_that_is_away(platform: Platform) -> None:
    owner, meter = platform.make_tenant(), Meter()
    meter.count(owner.tenant_id)

    async def interrupted() -> None:
        flushing = asyncio.create_task(meter.flush(platform.database))
        await asyncio.sleep(0)
        flushing.cancel()
        await asyncio.wait([flushing])

    platform.run(interrupted())
    platform.run(meter.flush(platform.database))

    assert used(platform, owner, Metric.API_CALLS) == 1
