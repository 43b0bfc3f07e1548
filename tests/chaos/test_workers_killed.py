"""Workers are killed at random, again and again, while many executions have effects."""

import random
import threading
import time

import pytest

from tests.chaos.crew import Crew, until
from tests.chaos.ledger import Ledger, told, troubles_of, unknown_of
from tests.chaos.orders import Client
from tests.chaos.recording import Recording
from tests.chaos.steps import twenty_steps

SEED = 17
_ANSWER_S = 0.05


@pytest.mark.soak
def test_nothing_is_lost_or_repeated_while_workers_come_and_go(
    crew: Crew, client: Client, ledger: Ledger, recording: Recording, url: str
) -> None:
    recording.before_answer = lambda _: time.sleep(_ANSWER_S)
    workflow_id = client.publish(twenty_steps(url))
    for _ in range(2):
        crew.begin()

    killing = threading.Thread(target=_kill, args=(crew, 10))
    killing.start()
    accepted = client.order_many(workflow_id, 300, over_s=30.0)
    killing.join()
    settled_s = until(ledger.is_still, patience_s=300.0)

    rows = {str(row["id"]): row for row in ledger.executions(list(accepted))}
    journals = ledger.journals(list(accepted))
    given_up = [id_ for id_, row in rows.items() if row["dead_at"] is not None]
    found = {
        id_: troubles_of(rows[id_], journals[id_], recording, run)
        for id_, run in accepted.items()
        if id_ not in given_up
    }
    unknown = sum(bool(unknown_of(journal)) for journal in journals.values())
    taken = sum(row["crashes"] > 0 for row in rows.values())
    print(  # noqa: T201 - a measurement
        f"\n{len(rows)} executions, {taken} taken over, {unknown} with an unknown outcome, "
        f"{len(given_up)} given up, settled {settled_s:.1f} s after the last death"
    )
    assert set(rows) == set(accepted)
    assert told(found) == "{}", crew.logs()
    assert given_up == []


def _kill(crew: Crew, times: int) -> None:
    """Kill the older worker and start another, again and again."""
    draw = random.Random(SEED)
    for at in range(times):
        time.sleep(draw.uniform(2.0, 4.0))
        crew.workers[at].kill()
        crew.begin()
