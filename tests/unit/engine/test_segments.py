"""An execution ends its segment at a long wait, and goes on where it was."""

import pytest

from tests.unit.engine.probes import Send, Write
from tests.unit.engine.running import Engine, document, facts_of, node
from tests.unit.engine.segments import Segments
from thaiyyal.engine import Armed, Began, Fired, Intent, Outcome, Repeat, StepEvent
from thaiyyal.sdk import StepFailure
from thaiyyal.testing.journal import InMemoryJournal
from thaiyyal.testing.virtual_time import START_MS

HOUR_MS = 3_600_000
WAITING = document(
    node("first", "probe_write", gives=1),
    node("wait", "delay", duration="1h"),
    node("second", "probe_write", gives=2),
    paths=["first > wait > second"],
)


def test_a_long_wait_ends_the_segment_and_says_when_to_go_on() -> None:
    segments = Segments(WAITING, [Write()])

    result = segments.run()

    assert (result.status, result.error) == ("waiting", None)
    assert (result.waiting_for, result.wake_at_ms) == ("time", START_MS + HOUR_MS)


def test_the_next_segment_goes_on_after_the_wait_and_repeats_nothing() -> None:
    write = Write()
    segments = Segments(WAITING, [write])

    result = segments.run_to_end()

    assert (result.status, result.output, segments.count) == ("succeeded", 2, 2)
    assert [call[0] for call in write.calls] == ["first", "second"]


def test_a_segment_that_begins_too_early_waits_what_is_left() -> None:
    segments = Segments(WAITING, [Write()])
    segments.run()
    entries = list(segments.journal.entries)
    segments.now_ms += HOUR_MS // 2

    result = segments.run()

    assert result.wake_at_ms == START_MS + HOUR_MS
    assert segments.journal.entries == entries  # nothing new: nothing is written


def test_a_short_wait_is_waited_in_place() -> None:
    short = document(node("a", "delay", duration="2s"), node("b", "renderer"), paths=["a > b"])

    assert Segments(short).run().status == "succeeded"


def test_nothing_suspends_while_other_work_is_in_hand() -> None:
    given = document(node("wait", "delay", duration="1h"), node("work", "probe_write", takes_s=60))
    segments = Segments(given, [Write()])

    result = segments.run()

    assert result.status == "waiting"
    assert any(isinstance(entry, Outcome) for entry in segments.journal.entries)


def test_without_leave_to_suspend_waits_are_waited_in_place() -> None:
    segments = Segments(WAITING, [Write()], suspend_after_s=None)

    assert segments.run().status == "succeeded"


def test_every_segment_has_its_own_now_and_the_seed_of_the_first() -> None:
    segments = Segments(
        document(
            node("before", "expression", expression="now()"),
            node("wait", "delay", duration="1h"),
            node("after", "expression", expression="[input, now()]"),
            paths=["before > wait > after"],
        ),
        inputs=["any"],
    )

    result = segments.run_to_end()

    assert result.output == ["2023-11-14T22:13:20Z", "2023-11-14T23:13:20Z"]
    began = [entry for entry in segments.journal.entries if isinstance(entry, Began)]
    assert began == [Began(7, START_MS), Began(7, START_MS + HOUR_MS)]


def test_a_wait_before_another_attempt_ends_the_segment() -> None:
    retry = {"retry": {"max_attempts": 2, "initial_delay": "10m", "max_delay": "10m"}}
    segments = Segments(document(node("a", "probe_send", fails=1, settings=retry)), [Send()])

    result = segments.run()

    assert (result.waiting_for, result.wake_at_ms) == ("time", START_MS + 600_000)
    assert Armed(("", "a", 1, "retry"), START_MS + 600_000) in segments.journal.entries
    assert segments.run_to_end().status == "succeeded"


def test_a_time_limit_goes_on_while_nothing_runs() -> None:
    given = document(
        node("start", "number", value=1),
        node("limit", "timeout", timeout="1h"),
        node("wait", "delay", parent="limit", duration="3h"),
        paths=["start > limit"],
    )
    segments = Segments(given)

    assert segments.run().wake_at_ms == START_MS + HOUR_MS
    result = segments.run_to_end()

    assert result.error is not None
    assert (result.error.code, segments.now_ms) == ("timeout", START_MS + HOUR_MS)


def test_a_step_that_was_due_before_its_time_limit_wins_when_both_are_overdue() -> None:
    given = document(node("wait", "delay", duration="1h", settings={"timeout": "2h"}))
    segments = Segments(given)
    segments.run()
    segments.now_ms += 24 * HOUR_MS

    assert segments.run().status == "succeeded"


def test_waiting_takes_nothing_of_the_time_limit_of_the_execution() -> None:
    result = Segments(WAITING, [Write()]).run_to_end()

    assert result.status == "succeeded"
    assert 0 <= result.active_s < 60


def test_what_earlier_segments_used_counts() -> None:
    journal = InMemoryJournal()
    engine = Engine([Write()], journal=journal)

    def used_up(execution: object) -> None:
        execution.active_used_s = 300.0  # type: ignore[attr-defined]

    engine.started = used_up
    result = engine.run(document(node("a", "probe_write", takes_s=1)))

    assert result.error is not None
    assert result.error.code == "timeout"


def test_what_is_written_last_can_be_left_to_the_caller() -> None:
    segments = Segments(WAITING, [Write()], leaves_last_write=True)

    waiting = segments.run()
    left = list(waiting.unwritten)
    segments.journal.entries += left
    segments.now_ms += HOUR_MS
    ended = segments.run()

    assert left == []  # the intent of the wait was written before it began
    assert [type(entry) for entry in ended.unwritten] == [Outcome]
    assert ended.unwritten[0] not in segments.journal.entries


def test_events_of_a_replay_say_so() -> None:
    segments = Segments(WAITING, [Write()])
    segments.run()
    segments.told.clear()
    segments.now_ms += HOUR_MS

    segments.run()

    steps = [event for event in segments.told if isinstance(event, StepEvent)]
    told = [(event.node, event.status, event.is_replay) for event in steps]
    assert told == [
        ("first", "succeeded", True),
        ("wait", "running", False),
        ("wait", "succeeded", False),
        ("second", "running", False),
        ("second", "succeeded", False),
    ]


def test_an_event_leads_to_what_the_step_gave() -> None:
    segments = Segments(WAITING, [Write()])
    segments.run_to_end()

    steps = [event for event in segments.told if isinstance(event, StepEvent)]
    ended = [event for event in steps if event.status == "succeeded"]
    values = [event.frame.values[event.slot] for event in ended if event.frame is not None]

    assert values == [1, 1, 1, 2]


UNKNOWN = document(node("a", "probe_write", gives=1), node("b", "renderer"), paths=["a > b"])
KEY = ("", "a", 1, "run")


def interrupted(write: Write) -> Segments:
    """Return an execution that was interrupted in the middle of a write."""
    journal = InMemoryJournal([Began(7, START_MS), Intent(KEY, write.effect, START_MS)])
    return Segments(UNKNOWN, [write], journal=journal)


def test_an_unknown_outcome_says_which_key_is_to_be_decided() -> None:
    result = interrupted(Write()).run()

    assert (result.status, result.waiting_for) == ("waiting", "outcome_unknown")
    assert (result.unknown, result.wake_at_ms) == (KEY, None)


def test_what_is_to_be_repeated_is_repeated() -> None:
    write = Write()
    segments = interrupted(write)
    segments.journal.entries.append(Repeat(KEY))

    result = segments.run()

    assert (result.status, result.output, len(write.calls)) == ("succeeded", 1, 1)


@pytest.mark.parametrize(
    ("decided", "status", "output"),
    [
        pytest.param(Outcome(KEY, 5), "succeeded", 5, id="it succeeded"),
        pytest.param(
            Outcome(KEY, failure=StepFailure("refused", "it was refused", "a")),
            "failed",
            None,
            id="it failed",
        ),
    ],
)
def test_a_decided_outcome_replays_like_any_other(
    decided: Outcome, status: str, output: object
) -> None:
    write = Write()
    segments = interrupted(write)
    segments.journal.entries.append(decided)

    result = segments.run()

    assert (result.status, result.output, write.calls) == (status, output, [])


def test_an_interrupted_segment_arms_no_timer_twice() -> None:
    given = document(
        node("start", "number", value=1),
        node("limit", "timeout", timeout="1h"),
        node("a", "probe_send", parent="limit", takes_s=1),
        paths=["start > limit"],
    )
    whole = Segments(given, [Send()])
    expected = whole.run()
    begun = next(at for at, e in enumerate(whole.journal.entries) if isinstance(e, Intent))
    again = Segments(given, [Send()], journal=InMemoryJournal(whole.journal.entries[: begun + 1]))
    again.now_ms += 1_000

    result = again.run()

    armed = [entry for entry in again.journal.entries if isinstance(entry, Armed)]
    assert armed == [Armed(("", "limit", 1, "body"), START_MS + HOUR_MS)]
    assert facts_of(result) == facts_of(expected)
    assert not any(isinstance(entry, Fired) for entry in again.journal.entries)
