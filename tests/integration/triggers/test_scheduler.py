"""Slots are started once, as the catch-up policy says, and a slot that cannot be is passed."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.triggers.making import (
    audited,
    change,
    executions,
    let_come,
    make,
    publish,
    rows,
    run_scheduler,
    schedule,
    triggers,
)
from thaiyyal.features.triggers.scheduler import Scheduler
from thaiyyal.testing.platform import Platform

MINUTE = timedelta(minutes=1)


def now() -> datetime:
    return datetime.now(UTC)


def test_a_slot_that_has_come_starts_the_published_version(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1h"))
    let_come(platform, id_, at=now())

    assert run_scheduler(platform) == 1

    assert executions(platform, id_) == [("schedule", "nightly", 1, None)]
    (found,) = triggers(platform, owner, id_)["schedules"]
    assert found["last_slot"] is not None
    assert found["last_execution_id"] is not None
    assert found["last_error"] is None


def test_a_slot_is_started_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1h"))
    let_come(platform, id_, at=now())

    first, second = run_scheduler(platform), run_scheduler(platform)

    assert (first, second) == (1, 0)
    assert len(executions(platform, id_)) == 1


def test_many_schedulers_start_each_slot_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    ids = [make(platform, owner, schedule(every="1h")) for _ in range(10)]
    for id_ in ids:
        let_come(platform, id_, at=now())

    async def all_look() -> list[int]:
        return await asyncio.gather(
            *[Scheduler(platform.database, platform.services).run_due() for _ in range(6)]
        )

    assert sum(platform.run(all_look())) == 10
    assert [len(executions(platform, id_)) for id_ in ids] == [1] * 10


@pytest.mark.parametrize(("catch_up", "expected"), [("skip", 0), ("once", 1), ("all", 60)])
def test_missed_slots_are_made_up_for_as_the_schedule_says(
    platform: Platform, catch_up: str, expected: int
) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1m", catch_up=catch_up))
    anchor = now() - timedelta(minutes=60, seconds=45)
    let_come(platform, id_, at=anchor + MINUTE)

    assert run_scheduler(platform) == expected

    ((next_at,),) = rows(platform, "SELECT next_at FROM schedules WHERE workflow_id = %s", id_)
    assert next_at == anchor + 61 * MINUTE


def test_jitter_delays_the_start_and_not_the_slot(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1h", jitter="24h"))
    slot = now()
    let_come(platform, id_, at=slot)

    run_scheduler(platform)

    ((_, _, _, start_at),) = executions(platform, id_)
    assert slot <= start_at <= slot + timedelta(hours=24)
    ((last_at,),) = rows(platform, "SELECT last_at FROM schedules WHERE workflow_id = %s", id_)
    assert abs(last_at - slot) < timedelta(hours=1)


def test_a_slot_that_cannot_be_started_is_passed_and_told(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1h"))
    schedule_id = triggers(platform, owner, id_)["schedules"][0]["id"]
    change(platform, "UPDATE schedules SET version = 99 WHERE workflow_id = %(id)s", {"id": id_})
    let_come(platform, id_, at=now())

    run_scheduler(platform)

    (found,) = triggers(platform, owner, id_)["schedules"]
    assert found["last_error"]
    assert found["last_execution_id"] is None
    assert found["next_slots"]
    assert audited(platform, schedule_id) == ["schedule.slot_refused"]
    assert run_scheduler(platform) == 0


def test_a_schedule_that_fails_stops_no_other(platform: Platform) -> None:
    owner = platform.make_tenant()
    bad = make(platform, owner, schedule(every="1h"))
    good = make(platform, owner, schedule(every="1h"))
    let_come(platform, bad, at=now() - MINUTE)
    broken = "UPDATE schedules SET cron = 'x', every_ms = NULL WHERE workflow_id = %(id)s"
    change(platform, broken, {"id": bad})
    let_come(platform, good, at=now())

    run_scheduler(platform)

    assert len(executions(platform, good)) == 1
    assert executions(platform, bad) == []
    change(platform, "DELETE FROM schedules WHERE workflow_id = %(id)s", {"id": bad})


def test_nothing_of_a_suspended_tenant_is_started(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1h"))
    let_come(platform, id_, at=now())
    suspended = "UPDATE tenants SET status = 'suspended' WHERE id = %(id)s"
    change(platform, suspended, {"id": owner.tenant_id})

    assert run_scheduler(platform) == 0


def test_a_paused_schedule_starts_nothing_until_it_is_resumed(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1h"))
    schedule_id = triggers(platform, owner, id_)["schedules"][0]["id"]
    path = f"/workflows/{id_}/schedules/{schedule_id}"
    let_come(platform, id_, at=now())

    paused = platform.ask("POST", f"{path}/pause", by=owner)
    started = run_scheduler(platform)
    resumed = platform.ask("POST", f"{path}/resume", by=owner)

    assert (paused.status, paused.json["next_slots"], started) == (200, [], 0)
    assert paused.json["paused_at"] is not None
    assert (resumed.status, resumed.json["paused_at"]) == (200, None)
    assert resumed.json["next_slots"]
    assert run_scheduler(platform) == 0
    assert audited(platform, schedule_id) == ["schedule.paused", "schedule.resumed"]


def test_slots_of_many_are_started_while_versions_are_published(platform: Platform) -> None:
    owner = platform.make_tenant()
    ids = [make(platform, owner, schedule(every="1h")) for _ in range(5)]
    for id_ in ids:
        let_come(platform, id_, at=now())

    for id_ in ids:
        publish(platform, owner, id_, schedule(every="1h", catch_up="all"))
    run_scheduler(platform)

    assert [executions(platform, id_) for id_ in ids] == [[("schedule", "nightly", 2, None)]] * len(
        ids
    )
