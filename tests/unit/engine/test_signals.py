"""Steps that wait for signals, for people and for other workflows."""

from typing import Any

import pytest

from tests.unit.engine.running import document, node
from tests.unit.engine.segments import Segments
from thaiyyal.engine import Execution, Outcome
from thaiyyal.kernel.values import Value
from thaiyyal.testing.virtual_time import START_MS

PAID = document(
    node("wait", "wait_signal", name="paid"),
    node("end", "expression", expression="input.amount"),
    paths=["wait.received > end"],
)
TWO = document(
    node("one", "wait_signal", name="paid"),
    node("two", "wait_signal", name="paid"),
    node("both", "join"),
    paths=["one > both", "two > both"],
)


def test_only_a_signal_wakes_a_step_that_waits_for_one() -> None:
    result = Segments(PAID).run()

    assert (result.status, result.waiting_for, result.wake_at_ms) == ("waiting", "signal", None)


def test_a_signal_wakes_the_execution() -> None:
    segments = Segments(PAID)
    segments.run()
    segments.signals.send("other")
    segments.signals.send("paid", {"amount": 5})

    result = segments.run()

    assert (result.status, result.output) == ("succeeded", 5)


def test_a_signal_that_came_before_anybody_asked_is_kept() -> None:
    segments = Segments(PAID)
    segments.signals.send("paid", {"amount": 5})

    assert segments.run().output == 5


def test_a_live_execution_is_told_of_new_signals() -> None:
    segments = Segments(PAID, suspend_after_s=None)

    def deliver(execution: Execution) -> None:
        signal = segments.signals.send("paid", {"amount": 5})
        execution.deliver(signal)
        execution.deliver(signal)

    segments.started = deliver
    result = segments.run()

    assert (result.output, segments.signals.loads) == (5, 1)


def test_an_execution_without_signals_asks_for_none() -> None:
    segments = Segments(document(node("a", "delay", duration="1h")))
    segments.run_to_end()

    assert segments.signals.loads == 0


def test_two_steps_never_get_the_same_signal() -> None:
    segments = Segments(TWO)
    segments.signals.send("paid", 1)

    waiting = segments.run()
    segments.signals.send("paid", 2)
    result = segments.run()

    assert waiting.waiting_for == "signal"
    assert result.output == [1, 2]
    used = [entry.signals for entry in segments.journal.entries if isinstance(entry, Outcome)]
    assert sorted(used[:2]) == [(1,), (2,)]


def test_a_replay_uses_up_what_was_used_up() -> None:
    segments = Segments(TWO)
    segments.signals.send("paid", 1)
    segments.run()

    again = segments.run()

    assert (again.status, again.waiting_for) == ("waiting", "signal")


def test_a_signal_that_does_not_come_in_time_expires() -> None:
    segments = Segments(document(node("wait", "wait_signal", name="paid", expires="1h")))

    waiting = segments.run()
    segments.now_ms = START_MS + 3_600_000
    result = segments.run()

    assert waiting.wake_at_ms == START_MS + 3_600_000
    assert result.steps()["wait"].port == "expired"


def test_what_a_stopped_step_got_is_there_for_others() -> None:
    given = document(
        node("quick", "wait_signal", name="paid", expires="1s"),
        node("late", "wait_signal", name="paid"),
        paths=["quick.expired > late"],
    )
    segments = Segments(given)
    segments.run()
    segments.signals.send("paid", 3)

    assert segments.run().output == 3


APPROVAL = document(
    node("ask", "approval", title="Pay {{ input }}?", approvers=["role:admin"], expires="48h"),
    node("yes", "expression", expression="input.values.budget"),
    node("no", "expression", expression="input.comment"),
    paths=["ask.approved > yes", "ask.rejected > no"],
)


def step_of(segments: Segments) -> str:
    return next(iter(segments.calls.approvals))


def test_an_approval_tells_people_what_is_to_be_decided() -> None:
    segments = Segments(APPROVAL, inputs=[7])

    result = segments.run()

    request = segments.calls.approvals[step_of(segments)]
    assert (request["title"], request["approvers"]) == ("Pay 7?", ["role:admin"])
    assert request["expires_at_ms"] == result.wake_at_ms == START_MS + 48 * 3_600_000
    assert result.waiting_for == "approval"


@pytest.mark.parametrize(("decision", "output"), [("approved", "A"), ("rejected", "too much")])
def test_a_decision_leaves_on_its_port(decision: str, output: str) -> None:
    segments = Segments(APPROVAL, inputs=[7])
    segments.run()
    decided: dict[str, Value] = {
        "decision": decision,
        "by": "ann@example.org",
        "values": {"budget": "A"},
    }
    segments.signals.send(f"approval:{step_of(segments)}", {**decided, "comment": "too much"})

    result = segments.run()

    assert result.output == output
    assert len(segments.calls.approvals) == 1  # asking again asks nobody twice


def test_nobody_decides_in_time() -> None:
    result = Segments(APPROVAL, inputs=[7]).run_to_end()

    assert result.steps()["ask"].port == "expired"


CALL = document(node("call", "call_workflow", workflow="invoices", input="input.id"))


def called(ended: Value) -> Any:
    """Return the result after a call, and what was asked for."""
    segments = Segments(CALL, inputs=[{"id": 7}])
    waiting = segments.run()
    assert (waiting.waiting_for, waiting.wake_at_ms) == ("workflow", None)
    step, asked = next(iter(segments.calls.started.items()))
    segments.signals.send(f"workflow:{step}", ended)
    assert asked == ("invoices", None, 7)
    return segments.run()


def test_a_called_workflow_gives_its_output() -> None:
    result = called({"status": "succeeded", "output": [1, 2]})

    assert (result.status, result.output) == ("succeeded", [1, 2])
    assert result.steps()["call"].meta["execution"] == "invoices-1"


def test_a_called_workflow_that_fails_fails_the_step() -> None:
    error: Value = {"code": "refused", "message": "the service refused", "node": "send"}

    result = called({"status": "failed", "output": None, "error": error})

    assert result.error.code == "workflow_failed"
    assert "refused: the service refused" in result.error.message
    assert result.steps()["call"].meta["error"] == error


@pytest.mark.parametrize("given", [APPROVAL, CALL], ids=["approval", "call"])
def test_without_a_platform_there_is_nobody_to_ask(given: dict[str, Any]) -> None:
    result = Segments(given, inputs=[{"id": 7}], has_calls=False).run()

    assert result.error is not None
    assert result.error.code == "not_available"


def test_a_time_that_is_reckoned_from_now_does_not_move() -> None:
    given = document(node("wait", "wait_until", until="{{ toEpoch(now()) + 3600 }}"))
    segments = Segments(given, inputs=["a"])
    segments.run()
    segments.now_ms += 1_800_000

    result = segments.run()

    assert result.wake_at_ms == START_MS + 3_600_000
    assert segments.run_to_end().output == "a"
