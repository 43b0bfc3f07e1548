"""PostgreSQL is killed again and again while executions have effects; nothing accepted is lost."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from tests.chaos.crew import Crew, until
from tests.chaos.ledger import Ledger, told, troubles_of, unknown_of
from tests.chaos.orders import Client
from tests.chaos.recording import Recording
from tests.chaos.steps import two_writes
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import prepare_template
from thaiyyal.testing.postgres import temporary_server

SEED = 4
_ANSWER_S = 0.3
"""Long enough that each time many executions are amid a request."""


@pytest.fixture(scope="module")
def postgres() -> Iterator[EmbeddedServer]:
    with temporary_server(durable=True) as server:
        prepare_template(server)
        yield server


@pytest.mark.parametrize(
    ("number", "kills", "pause_s"),
    [
        pytest.param(100, 2, (1.0, 2.0), id="short"),
        pytest.param(2_000, 8, (5.0, 15.0), id="long", marks=pytest.mark.soak),
    ],
)
def test_nothing_accepted_is_lost_and_no_write_is_repeated(
    postgres: EmbeddedServer,
    crew: Crew,
    client: Client,
    ledger: Ledger,
    recording: Recording,
    url: str,
    number: int,
    kills: int,
    pause_s: tuple[float, float],
) -> None:
    recording.before_answer = lambda _: time.sleep(_ANSWER_S)
    workflow_id = client.publish(two_writes(url))
    for _ in range(2):
        crew.begin()

    killing = threading.Thread(target=_kill, args=(postgres, kills, pause_s))
    killing.start()
    accepted = client.order_many(workflow_id, number, over_s=kills * sum(pause_s) / 2)
    killing.join()
    settled_s = until(ledger.is_still, patience_s=120.0)

    executions = {str(row["id"]): row for row in ledger.executions(list(accepted))}
    journals = ledger.journals(list(accepted))
    assert set(executions) == set(accepted)
    found = {
        id_: troubles_of(executions[id_], journals[id_], recording, run)
        for id_, run in accepted.items()
    }
    unknown = sum(bool(unknown_of(journal)) for journal in journals.values())
    worst = max(row["crashes"] for row in executions.values())
    print(  # noqa: T201 - a measurement
        f"\n{len(accepted)} accepted, {unknown} with an unknown outcome, at most {worst} takeovers"
        f" of one, settled {settled_s:.1f} s after the last return"
    )
    assert told(found) == "{}", crew.logs()


def _kill(postgres: EmbeddedServer, times: int, pause_s: tuple[float, float]) -> None:
    """Kill the server, wait until it is back, and again."""
    draw = random.Random(SEED)
    for _ in range(times):
        time.sleep(draw.uniform(*pause_s))
        pid = postgres.pid
        os.kill(pid, signal.SIGKILL)
        until(lambda pid=pid: postgres.pid != pid)  # type: ignore[misc]
