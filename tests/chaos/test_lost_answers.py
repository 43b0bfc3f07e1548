"""The database did what it was told, and the answer was lost: nothing hangs or counts twice."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tests.chaos.ledger import Ledger, troubles_of
from tests.chaos.orders import Client
from tests.chaos.recording import Recording
from tests.chaos.steps import two_writes
from thaiyyal.features.executions import Runner
from thaiyyal.features.executions.writes import Write
from thaiyyal.testing.platform import Platform
from thaiyyal.testing.worker import work_off


def test_what_was_claimed_without_anybody_knowing_is_given_back_at_the_second_look(
    platform: Platform, client: Client, ledger: Ledger, recording: Recording, url: str
) -> None:
    runner = platform.services.get(Runner)
    id_ = client.order(client.publish(two_writes(url)), "run")
    claims: Any = runner._claims
    platform.run(claims.claim(runner.membership, client.person.tenant_id, [UUID(id_)]))

    platform.run(runner.give_back())
    seen_once = ledger.execution(id_)["status"]
    platform.run(runner.give_back())
    platform.run(work_off(runner, platform.database))

    assert seen_once == "running"
    execution, journal = ledger.execution(id_), ledger.journals([id_])[id_]
    assert (execution["status"], execution["attempt"], execution["crashes"]) == ("succeeded", 2, 1)
    assert troubles_of(execution, journal, recording, "run") == []


def test_what_is_recorded_twice_counts_once(
    platform: Platform, client: Client, ledger: Ledger, recording: Recording, url: str
) -> None:
    runner = platform.services.get(Runner)
    waiting = client.order(client.publish(two_writes(url)), "queued")
    set_active(ledger, client, 7)
    group: Any = runner.group
    commit = group._commit

    async def twice(writes: Sequence[Write]) -> Any:
        await commit(writes)
        return await commit(writes)

    group._commit = twice
    platform.run(work_off(runner, platform.database))

    journal = ledger.journals([waiting])[waiting]
    assert troubles_of(ledger.execution(waiting), journal, recording, "queued") == []
    assert ledger.left()["active"] == 6
    assert audited(ledger, waiting) == ["execution.finished"]


def test_a_process_that_was_declared_dead_goes_on_for_whoever_asks_next(
    platform: Platform, client: Client, ledger: Ledger, recording: Recording, url: str
) -> None:
    runner = platform.services.get(Runner)
    workflow_id = client.publish(two_writes(url))
    platform.run(runner.renew())
    first = runner.membership.id
    ledger.change("DELETE FROM workers")

    queued = client.order(workflow_id, "queued")
    ledger.change("DELETE FROM workers")
    body = client.wait_for(workflow_id, "awaited")

    assert runner.membership.id != first
    assert ledger.execution(queued)["status"] == "queued"
    assert body["status"] == "succeeded"
    journal = ledger.journals([body["id"]])[body["id"]]
    assert troubles_of(ledger.execution(body["id"]), journal, recording, "awaited") == []


def set_active(ledger: Ledger, client: Client, amount: int) -> None:
    """Have so many executions counted as active."""
    ledger.change(
        "UPDATE usage SET amount = %(amount)s WHERE metric = 'active_executions'"
        " AND tenant_id = %(tenant_id)s",
        {"amount": amount, "tenant_id": client.person.tenant_id},
    )


def audited(ledger: Ledger, id_: str) -> list[str]:
    """Return what is in the audit log about an execution after its start."""
    rows = ledger.rows(
        "SELECT action FROM audit_logs WHERE resource_id = %(id)s ORDER BY id", {"id": id_}
    )
    return [row["action"] for row in rows if row["action"] != "execution.started"]
