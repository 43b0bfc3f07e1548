"""Workers die at every point of a journal; others go on, and no effect is lost or repeated."""

import signal

import pytest

from tests.chaos.crew import Crew, until
from tests.chaos.ledger import Ledger, troubles_of, unknown_of
from tests.chaos.orders import Client
from tests.chaos.recording import Recording
from tests.chaos.steps import EFFECTS, twenty_steps
from tests.chaos.working import Trap

RUN = "run"
FEW = [
    Trap("claimed", 1),
    Trap("before", 1),
    Trap("after", 1),
    Trap("before", 4),
    Trap("after", 5),
    Trap("after", 12),
    Trap("asked", 3),
    Trap("asked", 5),
]
_MOST_COMMITS = 22
"""More than the execution needs: a trap behind the last one catches nobody."""


def _points() -> list[object]:
    claims = [Trap("claiming", 1)]
    commits = [Trap(when, at) for at in range(1, _MOST_COMMITS + 1) for when in ("before", "after")]
    asked = [Trap("asked", at) for at in range(1, len(EFFECTS) + 1)]
    rest = [trap for trap in claims + commits + asked if trap not in FEW]
    return [*FEW, *(pytest.param(trap, marks=pytest.mark.soak) for trap in rest)]


@pytest.mark.parametrize("trap", _points(), ids=lambda trap: f"{trap.when}-{trap.at}")
def test_what_a_dead_worker_left_is_brought_to_an_end(
    crew: Crew, client: Client, ledger: Ledger, recording: Recording, url: str, trap: Trap
) -> None:
    first = crew.begin(trap=None if trap.when == "asked" else trap, works=False)
    second = crew.begin(works=False)
    if trap.when == "asked":
        recording.before_answer = lambda at: first.signal(signal.SIGKILL) if at == trap.at else None
    execution_id = client.order(client.publish(twenty_steps(url)), RUN)

    first.let_work()
    until(lambda: not first.process.is_alive() or ledger.is_still())
    is_over = first.process.is_alive()
    second.let_work()
    held = ledger.execution(execution_id)["attempt"]
    taken_s = until(lambda: ledger.was_taken_after(execution_id, held) or ledger.is_still())
    until(ledger.is_still)

    execution = ledger.execution(execution_id)
    journal = ledger.journals([execution_id])[execution_id]
    told = f"{execution['status']} {sorted(unknown_of(journal))}, taken over in {taken_s:.2f} s"
    print(f"\n{trap.when}-{trap.at}: {'came to its end before' if is_over else told}")  # noqa: T201 - a measurement
    assert troubles_of(execution, journal, recording, RUN) == []
