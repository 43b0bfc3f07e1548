"""Clocks of machines are wrong: leases go by the database's time, and nobody is taken for dead."""

from tests.chaos.crew import Crew, until
from tests.chaos.ledger import Ledger, troubles_of
from tests.chaos.orders import Client
from tests.chaos.recording import Recording
from tests.chaos.steps import two_writes
from tests.chaos.working import Trap

HOUR_S = 3_600.0


def test_workers_whose_clocks_differ_leave_each_other_alone(
    crew: Crew, client: Client, ledger: Ledger, recording: Recording, url: str
) -> None:
    workflow_id = client.publish(two_writes(url))
    for ahead_s in (HOUR_S, -HOUR_S):
        crew.begin(ahead_s=ahead_s)

    accepted = client.order_many(workflow_id, 40, over_s=2.5)
    until(ledger.is_still)

    journals = ledger.journals(list(accepted))
    rows = ledger.executions(list(accepted))
    assert {(row["status"], row["crashes"], row["attempt"]) for row in rows} == {
        ("succeeded", 0, 1)
    }
    found = [
        troubles_of(row, journals[str(row["id"])], recording, accepted[str(row["id"])])
        for row in rows
    ]
    assert [one for one in found if one] == []


def test_a_worker_whose_clock_is_behind_takes_over_from_one_whose_clock_is_ahead(
    crew: Crew, client: Client, ledger: Ledger, recording: Recording, url: str
) -> None:
    first = crew.begin(ahead_s=HOUR_S, trap=Trap("before", 3), works=False)
    second = crew.begin(ahead_s=-HOUR_S, works=False)
    id_ = client.order(client.publish(two_writes(url)), "run")

    first.let_work()
    first.wait_until_dead()
    second.let_work()
    until(ledger.is_still)

    execution, journal = ledger.execution(id_), ledger.journals([id_])[id_]
    assert (execution["attempt"], execution["crashes"]) == (2, 1)
    assert troubles_of(execution, journal, recording, "run") == []
