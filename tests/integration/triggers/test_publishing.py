"""Publishing, rolling back, deleting and restoring keep triggers those of the latest version."""

import pytest

from tests.integration.triggers.making import make, publish, rows, schedule, triggers, webhook
from thaiyyal.testing.platform import Platform


def test_creating_a_workflow_makes_its_triggers(platform: Platform) -> None:
    owner = platform.make_tenant()

    id_ = make(platform, owner, schedule(time_zone="Europe/Berlin", jitter="5s"), webhook())

    found = triggers(platform, owner, id_)
    (nightly,), (asked,) = found["schedules"], found["webhooks"]
    assert (nightly["node_id"], nightly["cron"]) == ("nightly", "0 3 * * *")
    assert (nightly["time_zone"], nightly["jitter_ms"]) == ("Europe/Berlin", 5000)
    assert len(nightly["next_slots"]) == 5
    assert (asked["node_id"], asked["method"], asked["has_secret"]) == ("asked", "POST", False)
    assert asked["path"].startswith("/api/v1/hooks/")
    assert asked["path"] != asked["test_path"]


def test_addresses_and_slots_stay_when_a_version_keeps_them(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(every="1h"), webhook())
    before = triggers(platform, owner, id_)

    publish(platform, owner, id_, schedule(every="1h", jitter="1s"), webhook(method="GET"))

    after = triggers(platform, owner, id_)
    assert after["schedules"][0]["next_slots"] == before["schedules"][0]["next_slots"]
    assert after["schedules"][0]["jitter_ms"] == 1000
    assert after["webhooks"][0]["path"] == before["webhooks"][0]["path"]
    assert after["webhooks"][0]["method"] == "GET"


def test_another_timetable_has_other_slots(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(cron="0 3 * * *"))

    publish(platform, owner, id_, schedule(cron="0 4 * * *"))

    (found,) = triggers(platform, owner, id_)["schedules"]
    assert {slot[11:16] for slot in found["next_slots"]} == {"04:00"}
    ((next_at,),) = rows(platform, "SELECT next_at FROM schedules WHERE workflow_id = %s", id_)
    assert next_at.hour == 4


def test_what_a_version_does_not_have_any_more_is_closed(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(), webhook())

    publish(platform, owner, id_, schedule("other"))

    found = triggers(platform, owner, id_)
    assert [each["node_id"] for each in found["schedules"]] == ["other"]
    assert found["webhooks"] == []


def test_rolling_back_opens_the_old_address_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook())
    before = triggers(platform, owner, id_)["webhooks"][0]["path"]
    publish(platform, owner, id_, schedule())

    answer = platform.ask("POST", f"/workflows/{id_}/rollback", by=owner, json={"version": 1})

    assert answer.status == 200, answer.body
    found = triggers(platform, owner, id_)
    assert [each["path"] for each in found["webhooks"]] == [before]
    assert found["schedules"] == []


def test_a_draft_has_no_triggers_until_it_is_published(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)
    body = {"document": {"nodes": [schedule()]}}
    platform.ask("PUT", f"/workflows/{id_}/draft", by=owner, json=body, headers={"If-Match": "*"})
    assert triggers(platform, owner, id_)["schedules"] == []

    platform.ask("POST", f"/workflows/{id_}/publish", by=owner, json={})

    assert len(triggers(platform, owner, id_)["schedules"]) == 1


def test_a_copy_has_triggers_of_its_own(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook(), schedule())

    copy = platform.ask("POST", f"/workflows/{id_}/duplicate", by=owner, json={}).json["id"]

    found = triggers(platform, owner, copy)
    assert len(found["schedules"]) == 1
    assert found["webhooks"][0]["path"] != triggers(platform, owner, id_)["webhooks"][0]["path"]


def test_no_slot_comes_in_the_trash_and_restoring_lets_them_come(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule())
    wanted = "SELECT enabled, next_at IS NULL FROM schedules WHERE workflow_id = %s"

    platform.ask("DELETE", f"/workflows/{id_}", by=owner)
    in_the_trash = rows(platform, wanted, id_)
    platform.ask("POST", f"/workflows/{id_}/restore", by=owner)

    assert in_the_trash == [(False, True)]
    assert rows(platform, wanted, id_) == [(True, False)]


def test_purging_a_workflow_forgets_its_triggers(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, schedule(), webhook())
    platform.ask("DELETE", f"/workflows/{id_}", by=owner)

    platform.ask("DELETE", f"/workflows/{id_}?purge=true", by=owner)

    assert rows(platform, "SELECT FROM schedules WHERE workflow_id = %s", id_) == []
    assert rows(platform, "SELECT FROM webhooks WHERE workflow_id = %s", id_) == []


def test_too_many_triggers_are_a_problem_and_nothing_is_published(platform: Platform) -> None:
    owner = platform.make_tenant()
    nodes = [webhook(f"n{number}") for number in range(101)]

    answer = platform.ask(
        "POST", "/workflows", by=owner, json={"name": "n", "document": {"nodes": nodes}}
    )

    assert answer.status == 422
    assert [each["code"] for each in answer.json["problems"]] == ["too_many_triggers"]
    assert rows(platform, "SELECT FROM webhooks WHERE tenant_id = %s", owner.tenant_id) == []


@pytest.mark.parametrize("id_", ["x" * 201, "a\u0000b", "line\nbreak"], ids=repr)
def test_a_trigger_needs_an_id_that_can_be_kept(platform: Platform, id_: str) -> None:
    owner = platform.make_tenant()

    answer = platform.ask(
        "POST", "/workflows", by=owner, json={"name": "n", "document": {"nodes": [webhook(id_)]}}
    )

    assert (answer.status, answer.code) == (422, "invalid_document")


def test_only_the_latest_closed_addresses_are_kept(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, *[webhook(f"a{number}") for number in range(100)])

    publish(platform, owner, id_, *[webhook(f"b{number}") for number in range(100)])
    publish(platform, owner, id_, schedule())

    found = rows(platform, "SELECT node_id FROM webhooks WHERE workflow_id = %s", id_)
    assert {row[0][0] for row in found} == {"b"}
    assert len(found) == 100
