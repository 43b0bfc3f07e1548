"""Results depend on the document and its input, never on who was faster."""

from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.documents import INPUTS, documents
from tests.unit.engine.probes import Write
from tests.unit.engine.running import Document, Engine, codes, facts_of
from tests.unit.engine.segments import Segments
from thaiyyal.engine import ExecutionResult, Intent, Outcome, StepEvent
from thaiyyal.sdk import EffectContext, Value
from thaiyyal.testing.journal import InMemoryJournal

SLOW = settings(max_examples=150, deadline=None)


class Shuffled(Write):
    """A write that takes a random time, so that completions come in another order each run."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = Random(seed)

    async def run(self, params: Any, values: list[Value], context: EffectContext) -> Value:
        await context.sleep(self._random.random() * 5)
        return await super().run(params, values, context)


@dataclass(frozen=True, slots=True)
class Ran:
    """A run and the journal it left."""

    result: ExecutionResult
    journal: InMemoryJournal
    write: Write
    has_stopped: bool  # a failure has cut off steps beside it, perhaps one that was caught


def run(document: Document, value: Value, *, seed: int, entries: Any = ()) -> Ran:
    write, journal = Shuffled(seed), InMemoryJournal(entries)
    engine = Engine([write], journal=journal)
    result = engine.run(document, value)
    goes_on = {node["id"] for node in document["nodes"] if (node.get("settings") or {})}
    failed = {name for name, status in engine.statuses() if status == "failed"}
    return Ran(result, journal, write, bool(failed - goes_on))


def run_in_segments(document: Document, value: Value, *, seed: int, entries: Any = ()) -> Ran:
    """Run as far as it goes by itself, ending the segment at every wait there is."""
    write, journal = Shuffled(seed), InMemoryJournal(entries)
    segments = Segments(document, [write], [value], suspend_after_s=0.0, journal=journal)
    result = segments.run_to_end()
    goes_on = {node["id"] for node in document["nodes"] if (node.get("settings") or {})}
    events = [event for event in segments.told if isinstance(event, StepEvent)]
    failed = {event.node for event in events if event.status == "failed"}
    return Ran(result, journal, write, bool(failed - goes_on))


def assert_same(one: Ran, other: Ran) -> None:
    """Compare what is defined: which steps ran beside a failed one is not."""
    if one.has_stopped or other.has_stopped:
        assert one.result.status == other.result.status
    else:
        assert facts_of(one.result) == facts_of(other.result)


@SLOW
@given(documents(), INPUTS, st.integers(0, 2**32))
def test_the_order_of_completions_does_not_matter(
    document: Document, value: Value, seed: int
) -> None:
    first = run(document, value, seed=seed)
    second = run(document, value, seed=seed + 1)

    assert_same(first, second)


@SLOW
@given(documents(), INPUTS, st.data())
def test_a_journal_cut_anywhere_replays_to_the_same_end(
    document: Document, value: Value, data: st.DataObject
) -> None:
    whole = run(document, value, seed=1)
    cut = data.draw(st.integers(1, len(whole.journal.entries)))
    entries = whole.journal.entries[:cut]

    again = run(document, value, seed=2, entries=entries)

    if again.result.status == "waiting":
        assert is_unknown(entries)
    else:
        assert_same(whole, again)


@SLOW
@given(documents(), INPUTS)
def test_segments_that_end_at_every_wait_give_the_same(document: Document, value: Value) -> None:
    whole = run(document, value, seed=1)

    parts = run_in_segments(document, value, seed=2)

    assert_same(whole, parts)
    made = [(key, attempt) for _, attempt, key in parts.write.calls]
    assert len(made) == len(set(made))


@SLOW
@given(documents(), INPUTS, st.data())
def test_segments_cut_after_any_write_give_the_same(
    document: Document, value: Value, data: st.DataObject
) -> None:
    whole = run_in_segments(document, value, seed=1)
    cut = data.draw(st.integers(1, len(whole.journal.entries)))
    entries = whole.journal.entries[:cut]

    again = run_in_segments(document, value, seed=2, entries=entries)

    if again.result.status == "waiting":
        assert is_unknown(entries)
    else:
        assert_same(whole, again)


@SLOW
@given(documents(), INPUTS)
def test_a_whole_journal_repeats_no_effect(document: Document, value: Value) -> None:
    whole = run(document, value, seed=1)

    again = run(document, value, seed=2, entries=whole.journal.entries)

    if whole.result.status == "succeeded":
        assert again.write.calls == []
        assert facts_of(again.result) == facts_of(whole.result)


@SLOW
@given(documents(), INPUTS)
def test_what_validation_lets_through_never_meets_a_bug(document: Document, value: Value) -> None:
    assert set(codes(document)) <= {"unknown_type"}  # the probes are known to the run only

    result = run(document, value, seed=1).result

    failures = [step.error for step in result.steps().values() if step.error is not None]
    assert "internal" not in {failure.code for failure in failures}


def is_unknown(entries: list[Any]) -> bool:
    ended = {entry.key for entry in entries if isinstance(entry, Outcome)}
    return any(
        isinstance(entry, Intent) and entry.effect == "writes" and entry.key not in ended
        for entry in entries
    )
