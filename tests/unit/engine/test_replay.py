"""A journal cut after any entry leads to the same end, and no recorded effect happens again."""

from typing import Any

import pytest

from tests.unit.engine.probes import Hang, Read, Send, Write
from tests.unit.engine.running import Engine, document, facts_of, node
from thaiyyal.engine import ExecutionResult, Intent, JournalMismatch, Outcome
from thaiyyal.testing.journal import InMemoryJournal, PowerCut
from thaiyyal.testing.virtual_time import START_MS, VirtualClock

CHAIN = document(
    node("start", "number", value=2),
    node("first", "probe_write", gives=3),
    node("sum", "operation", op="add"),
    node("second", "probe_send", takes_s=5, fails=1, settings={"retry": {"max_attempts": 2}}),
    node("wait", "delay", duration="1h"),
    node("third", "probe_read"),
    node("end", "expression", expression="input * 10"),
    paths=["start > first", "start > sum", "first > sum > second > wait > third > end"],
)
LOOP = document(
    node("list", "json_input", value=[3, 1, 2]),
    node("each", "for_each", max_concurrency=2),
    node("pause", "delay", parent="each", duration="2s"),
    node("write", "probe_write", parent="each"),
    node("twice", "expression", parent="each", expression="input * 2 + index"),
    node("end", "reduce", expression="accumulator + item", initial_value=0),
    paths=["list > each > end", "pause > write > twice"],
)
GUARDED = document(
    node("start", "number", value=1),
    node("guard", "try_catch"),
    node("again", "retry", parent="guard", max_attempts=2, initial_delay="1s"),
    node("bad", "probe_write", parent="again", fails=99),
    node("limit", "timeout", timeout="3s", timeout_action="continue_with_partial"),
    node("quick", "probe_send", parent="limit", takes_s=1),
    node("slow", "delay", parent="limit", duration="9s"),
    paths=["start > guard", "start > limit"],
)
DRAWN = document(
    node("list", "json_input", value=list(range(50))),
    node("draw", "sample", method="random", count=5),
    node("write", "probe_write"),
    node("now", "expression", expression="[input, now()]"),
    paths=["list > draw > write > now"],
)
TOMORROW_MS = START_MS + 86_400_000
DOCUMENTS = {"chain": CHAIN, "loop": LOOP, "guarded": GUARDED, "drawn": DRAWN}


def engine_with(journal: InMemoryJournal, types: tuple[Write, Send, Read]) -> Engine:
    return Engine(types, journal=journal)


def fresh_types() -> tuple[Write, Send, Read]:
    return Write(), Send(), Read()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_journal_cut_after_any_entry_gives_the_same_result(name: str) -> None:
    whole = InMemoryJournal()
    expected = engine_with(whole, fresh_types()).run(DOCUMENTS[name])

    for cut in range(1, len(whole.entries) + 1):
        journal = InMemoryJournal(whole.entries[:cut])
        result = engine_with(journal, fresh_types()).run(DOCUMENTS[name])

        if not is_unknown(journal, cut):
            assert facts_of(result) == facts_of(expected), f"cut after {cut} entries"
        else:
            assert result.status == "waiting", f"cut after {cut} entries"


@pytest.mark.parametrize("cut", [2, 3])
def test_a_replay_on_another_day_draws_and_dates_as_the_first_run_did(cut: int) -> None:
    whole = InMemoryJournal()
    expected = engine_with(whole, fresh_types()).run(DRAWN)
    entries = [entry for entry in whole.entries if not isinstance(entry, Intent)]
    journal = InMemoryJournal(entries[:cut])

    later = Engine(fresh_types(), journal=journal, seed=8, clock=VirtualClock(TOMORROW_MS))

    assert later.run(DRAWN).output == expected.output


def test_what_no_segment_has_come_to_is_dated_by_the_segment_that_does() -> None:
    whole = InMemoryJournal()
    expected: Any = engine_with(whole, fresh_types()).run(DRAWN).output
    journal = InMemoryJournal(whole.entries[:1])

    later = Engine(fresh_types(), journal=journal, seed=8, clock=VirtualClock(TOMORROW_MS))
    output: Any = later.run(DRAWN).output

    assert output[0] == expected[0]
    assert (output[1], expected[1]) == ("2023-11-15T22:13:20Z", "2023-11-14T22:13:20Z")


def is_unknown(journal: InMemoryJournal, cut: int) -> bool:
    """Whether the journal breaks off between the intent of a write and its outcome."""
    entries = journal.entries[:cut]
    ended = {entry.key for entry in entries if isinstance(entry, Outcome)}
    return any(
        isinstance(entry, Intent) and entry.effect == "writes" and entry.key not in ended
        for entry in entries
    )


def test_recorded_effects_are_not_repeated() -> None:
    whole = InMemoryJournal()
    engine_with(whole, fresh_types()).run(CHAIN)
    types = fresh_types()

    engine_with(InMemoryJournal(whole.entries), types).run(CHAIN)

    assert [kind.calls for kind in types] == [[], [], []]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_write_happens_at_most_once_however_often_the_power_is_cut(name: str) -> None:
    whole = InMemoryJournal()
    engine_with(whole, fresh_types()).run(DOCUMENTS[name])
    for cut in range(len(whole.entries)):
        types = fresh_types()
        journal = InMemoryJournal(fail_after=cut)
        with pytest.raises(PowerCut):
            engine_with(journal, types).run(DOCUMENTS[name])

        engine_with(InMemoryJournal(journal.entries), types).run(DOCUMENTS[name])

        keys = [(key, attempt) for _, attempt, key in types[0].calls]
        assert len(keys) == len(set(keys)), f"cut after {cut} entries"


def interrupted(kind: str) -> tuple[ExecutionResult, int]:
    """Cut the power while one effect is under way; return the end and how often it was begun."""
    given = document(node("a", kind, gives=1), node("b", "renderer"), paths=["a > b"])
    whole = InMemoryJournal()
    engine_with(whole, fresh_types()).run(given)
    types = fresh_types()
    begun = next(at for at, entry in enumerate(whole.entries) if isinstance(entry, Intent))
    result = engine_with(InMemoryJournal(whole.entries[: begun + 1]), types).run(given)
    return result, sum(len(kind.calls) for kind in types)


def test_a_write_that_may_have_happened_waits_for_a_person() -> None:
    result, calls = interrupted("probe_write")

    assert (result.status, calls) == ("waiting", 0)
    assert result.error is not None
    assert (result.error.code, result.error.node) == ("outcome_unknown", "a")


@pytest.mark.parametrize("kind", ["probe_send", "probe_read"])
def test_what_is_harmless_to_repeat_is_repeated(kind: str) -> None:
    result, calls = interrupted(kind)

    assert (result.status, result.output, calls) == ("succeeded", 1, 1)


@pytest.mark.parametrize("policy", ["continue", "route", "retry"])
def test_an_unknown_write_is_caught_by_nothing(policy: str) -> None:
    settings: dict[str, object] = {"retry": {}} if policy == "retry" else {"on_error": policy}
    given = document(
        node("start", "number", value=1),
        node("guard", "try_catch"),
        node("a", "probe_write", parent="guard", settings=settings),
        paths=["start > guard"],
    )
    whole = InMemoryJournal()
    engine_with(whole, fresh_types()).run(given)
    begun = next(at for at, entry in enumerate(whole.entries) if isinstance(entry, Intent))

    result = engine_with(InMemoryJournal(whole.entries[: begun + 1]), fresh_types()).run(given)

    assert result.status == "waiting"


def test_a_repeated_effect_has_the_same_idempotency_key() -> None:
    given = document(node("a", "probe_send", gives=1))
    first, whole = fresh_types(), InMemoryJournal()
    engine_with(whole, first).run(given)
    again = fresh_types()
    entries = [entry for entry in whole.entries if not isinstance(entry, Outcome)]

    engine_with(InMemoryJournal(entries), again).run(given)

    assert first[1].calls[0][2] == again[1].calls[0][2]


def test_an_intent_is_durable_before_its_work_begins() -> None:
    hang = Hang()

    with pytest.raises(PowerCut):
        Engine([hang], journal=InMemoryJournal(fail_after=1)).run(document(node("a", "probe_hang")))

    assert hang.begun == 0


def test_a_journal_of_another_workflow_is_refused() -> None:
    whole = InMemoryJournal()
    engine_with(whole, fresh_types()).run(document(node("a", "probe_write")))

    with pytest.raises(JournalMismatch, match="does not run there"):
        engine_with(whole, fresh_types()).run(document(node("b", "probe_write")))
