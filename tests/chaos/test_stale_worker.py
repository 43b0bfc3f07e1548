"""A worker that was stopped until others took over wakes up: it writes nothing, and begins anew."""

import signal
from pathlib import Path

import pytest

from tests.chaos.crew import Crew, Worker, until
from tests.chaos.ledger import Ledger, Row, troubles_of
from tests.chaos.orders import Client
from tests.chaos.recording import Recording
from tests.chaos.steps import twenty_steps, two_writes
from tests.chaos.working import Trap

AMID_A_REQUEST = Trap("asked", 2)
POINTS = [AMID_A_REQUEST, Trap("amid", 3)]


@pytest.mark.parametrize("trap", POINTS, ids=["in-a-request", "in-a-transaction"])
def test_a_worker_that_was_stopped_writes_nothing_and_works_again(
    crew: Crew, client: Client, ledger: Ledger, recording: Recording, url: str, trap: Trap
) -> None:
    stale = crew.begin(trap=None if trap is AMID_A_REQUEST else trap, works=False)
    fresh = crew.begin(works=False)
    if trap is AMID_A_REQUEST:
        recording.before_answer = lambda at: stale.signal(signal.SIGSTOP) if at == trap.at else None
    first = client.order(client.publish(twenty_steps(url)), "first")

    stale.let_work()
    until(lambda: is_stopped(stale))
    fresh.let_work()
    taken_s = until(lambda: ledger.was_taken_after(first, 1))
    until(ledger.is_still)
    before = everything(ledger, first)
    stale.signal(signal.SIGCONT)
    until(lambda: is_known(ledger, stale))
    after = everything(ledger, first)
    fresh.kill()
    second = client.order(client.publish(two_writes(url)), "second")
    until(lambda: ledger.execution(second)["status"] == "succeeded")

    print(f"\ntaken over after {taken_s:.2f} s")  # noqa: T201 - a measurement
    assert after == everything(ledger, first) == before
    for id_, run in ((first, "first"), (second, "second")):
        journal = ledger.journals([id_])[id_]
        assert troubles_of(ledger.execution(id_), journal, recording, run) == []


def everything(ledger: Ledger, id_: str) -> list[list[Row]]:
    """Return all that is stored of an execution."""
    of = {"id": id_}
    return [
        ledger.rows("SELECT * FROM executions WHERE id = %(id)s", of),
        ledger.rows("SELECT * FROM steps WHERE execution_id = %(id)s ORDER BY seq", of),
        ledger.rows("SELECT * FROM blobs WHERE execution_id = %(id)s ORDER BY sha256", of),
        ledger.rows("SELECT action, after FROM audit_logs WHERE resource_id = %(id)s", of),
    ]


def is_stopped(worker: Worker) -> bool:
    """Whether the system says that a process is stopped."""
    stat = Path(f"/proc/{worker.pid}/stat").read_text()
    return stat.rpartition(") ")[2].startswith("T")


def is_known(ledger: Ledger, worker: Worker) -> bool:
    """Whether a process is among those that run executions."""
    rows = ledger.rows("SELECT FROM workers WHERE pid = %(pid)s", {"pid": worker.pid})
    return bool(rows)
