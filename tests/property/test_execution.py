"""Results depend on the document and its input, never on who was faster."""

from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.documents import INPUTS, documents
from tests.unit.engine.probes import Write
from tests.unit.engine.running import Document, Engine, codes, facts_of
from thaiyyal.engine import ExecutionResult, Intent, Outcome
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


def run(document: Document, value: Value, *, seed: int, entries: Any = ()) -> Ran:
    write, journal = Shuffled(seed), InMemoryJournal(entries)
    result = Engine([write], journal=journal).run(document, value)
    return Ran(result, journal, write)


def outcome_of(result: ExecutionResult) -> Any:
    """Return what is defined: of a failed run only that it failed."""
    return facts_of(result) if result.status == "succeeded" else result.status


@SLOW
@given(documents(), INPUTS, st.integers(0, 2**32))
def test_the_order_of_completions_does_not_matter(
    document: Document, value: Value, seed: int
) -> None:
    first = run(document, value, seed=seed).result
    second = run(document, value, seed=seed + 1).result

    assert outcome_of(second) == outcome_of(first)


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
        assert outcome_of(again.result) == outcome_of(whole.result)


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
