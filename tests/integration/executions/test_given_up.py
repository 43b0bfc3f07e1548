"""An execution that was there too often when its process died ends as every other failure does."""

from datetime import timedelta
from uuid import UUID

import orjson
import pytest

from tests.integration.executions.making import (
    Json,
    as_owner,
    audited,
    document,
    execute,
    got,
    make,
    node,
    path_of,
    used,
    work,
)
from thaiyyal.features.executions import worker_queries
from thaiyyal.features.executions.definitions import Definitions
from thaiyyal.features.executions.group import GroupRecorder
from thaiyyal.features.executions.orders import Order, write_of
from thaiyyal.features.executions.writes import Ending, Write
from thaiyyal.kernel.actor import SYSTEM, Actor
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import ExecutionId, WorkflowId, new_id
from thaiyyal.store.payload import pack_json
from thaiyyal.testing.platform import Person, Platform

MOST = 2


def begun_by_a_dead_process(
    platform: Platform, by: Person, what: Json, *, crashes: int = MOST
) -> Json:
    """Start an execution, and let so many processes die with it."""
    begun: Json = execute(platform, by, make(platform, by, what)).json
    for _ in range(crashes):
        lose(platform, begun)
    return begun


def lose(platform: Platform, execution: Json) -> None:
    """Make as if a process had claimed an execution and died; let others notice."""
    worker = new_id()
    as_owner(
        platform,
        "INSERT INTO workers (id, kind, host, pid, slots, version, lease_until)"
        " VALUES (%s, 'worker', 'gone', 1, 1, '1', now() - interval '1 minute')",
        [worker],
    )
    as_owner(
        platform,
        "UPDATE executions SET status = 'running', lease_owner = %s, attempt = attempt + 1"
        " WHERE id = %s",
        [worker, execution["id"]],
    )

    async def take_over() -> None:
        async with platform.database.begin() as tx:
            lease = timedelta(milliseconds=1)
            await worker_queries.take_over(tx, lease=lease, most_crashes=MOST, suspect_after=MOST)

    platform.run(take_over())


def followed(platform: Platform, by: Person, **settings: object) -> tuple[str, Json]:
    """Return a workflow for failures, and a document that names it."""
    follows = make(platform, by, document(node("t", "error_trigger")))
    what = document(node("n", "number", value=1))
    return follows, {**what, "settings": {"on_error_workflow": follows, **settings}}


def started_by(platform: Platform, by: Person, workflow_id: str) -> list[Json]:
    found: list[Json] = platform.ask("GET", f"/executions?workflow_id={workflow_id}", by=by).json[
        "items"
    ]
    return found


def test_it_ends_with_an_entry_in_the_audit_log(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = begun_by_a_dead_process(platform, owner, document(node("n", "number", value=1)))

    work(platform)

    done = got(platform, owner, begun)
    assert (done["status"], done["error"]["code"]) == ("failed", "attempts_exhausted")
    assert done["dead_at"] is not None
    assert [entry[:2] for entry in audited(platform, done)] == [
        ("execution.started", "success"), ("execution.finished", "failure"),
    ]  # fmt: skip
    assert used(platform, owner, "active_executions") == 0


def test_it_is_followed_by_the_workflow_for_failures_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    follows, what = followed(platform, owner)
    begun = begun_by_a_dead_process(platform, owner, what)

    work(platform)
    work(platform)

    (follower,) = started_by(platform, owner, follows)
    told = got(platform, owner, follower)["input"]
    assert (told["execution_id"], told["error"]["code"]) == (begun["id"], "attempts_exhausted")


def test_a_process_that_dies_while_it_ends_it_leaves_that_to_others(platform: Platform) -> None:
    owner = platform.make_tenant()
    follows, what = followed(platform, owner)
    begun = begun_by_a_dead_process(platform, owner, what, crashes=MOST + 1)

    work(platform)

    assert got(platform, owner, begun)["error"]["code"] == "attempts_exhausted"
    assert len(started_by(platform, owner, follows)) == 1


def test_it_is_listed_and_retried_once_it_has_ended(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = begun_by_a_dead_process(platform, owner, document(node("n", "number", value=1)))

    before = platform.ask("GET", "/executions?dead=true", by=owner).json["items"]
    work(platform)
    after = platform.ask("GET", "/executions?dead=true", by=owner).json["items"]
    retried = platform.ask("POST", f"{path_of(begun)}/retry", by=owner)
    work(platform)

    assert (before, [one["id"] for one in after]) == ([], [begun["id"]])
    assert got(platform, owner, retried.json)["status"] == "succeeded"


def test_what_cannot_be_planned_is_followed_too(platform: Platform) -> None:
    owner = platform.make_tenant()
    follows, what = followed(platform, owner)
    begun = execute(platform, owner, make(platform, owner, what)).json
    broken = orjson.dumps({**what, "nodes": [node("n", "gone")]})
    as_owner(
        platform,
        "UPDATE workflow_versions SET document = %s WHERE workflow_id = %s",
        [pack_json(broken), begun["workflow_id"]],
    )
    as_owner(platform, "UPDATE executions SET content_hash = 'other' WHERE id = %s", [begun["id"]])

    work(platform)

    assert got(platform, owner, begun)["status"] == "failed"
    assert len(started_by(platform, owner, follows)) == 1


@pytest.mark.parametrize("left", [0, 1])
def test_an_end_is_recorded_whether_its_follower_has_room_or_not(
    platform: Platform, left: int
) -> None:
    owner = platform.make_tenant()
    follows, what = followed(platform, owner)
    begun = begun_by_a_dead_process(platform, owner, what)
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) SELECT tenant_id, 'executions', %s"
        " FROM executions WHERE id = %s",
        [1 + left, begun["id"]],
    )

    work(platform)

    assert got(platform, owner, begun)["status"] == "failed"
    assert len(started_by(platform, owner, follows)) == left


def test_whoever_has_lost_an_execution_starts_nothing_after_it(platform: Platform) -> None:
    owner = platform.make_tenant()
    follows, what = followed(platform, owner)
    begun = execute(platform, owner, make(platform, owner, what)).json

    async def end_under_an_old_fence() -> bool:
        tenant_id, services = owner.tenant_id, platform.services
        order = Order(UUID(follows), "error")
        actor = Actor(SYSTEM.kind, tenant_id=tenant_id)
        definition = await services.get(Definitions).load(actor, order.chosen)
        assert definition is not None
        write = Write(
            tenant_id,
            ExecutionId(UUID(begun["id"])),
            WorkflowId(UUID(begun["workflow_id"])),
            7,
            ending=Ending("failed", None, None, None, 0, 0, utc_now(), 0, None, None, 0),
            also=[await write_of(services, tenant_id, order, definition)],
        )
        (written,) = await services.get(GroupRecorder).commit([write])
        return written.is_lost

    assert platform.run(end_under_an_old_fence())
    assert started_by(platform, owner, follows) == []
