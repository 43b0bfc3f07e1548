"""Journal entries as rows and back; audit entries of many; columns in their order."""

from datetime import UTC, datetime
from typing import Any

import pytest

from thaiyyal.engine import Armed, Began, Entry, Fired, Intent, Outcome, Repeat
from thaiyyal.features.executions import group_queries
from thaiyyal.features.executions.entries import Writer, entry_of
from thaiyyal.features.executions.writes import Ending, JournalRow, NewExecution
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.sdk import Effect, Emit, StepFailure

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
KEY = ("loop[3]@1.inner[0]@2", "call \0\ud800", 2, "run")
ENTRIES: list[Entry] = [
    Began(2**53, 1_769_860_800_123),
    Intent(KEY, Effect.IDEMPOTENT, 1_769_860_800_000),
    Outcome(KEY, 0.1 + 0.2),
    Outcome(KEY, {"b": 1, "a": [None, "\0", "\ud800", 1e300, True]}),
    Outcome(KEY, None),
    Outcome(KEY, Emit([1], port="yes", meta={"status": 200})),
    Outcome(KEY, Emit({"a": 1}, ports={"a": 1, "b": None})),
    Outcome(KEY, "payload", signals=(3, 4)),
    Outcome(
        KEY,
        failure=StepFailure("http_status", "no \ud800", "n", True, 7, 1.5),
        facts={"status": 500},
    ),
    Armed(KEY, 1_769_860_800_123.5),
    Fired(KEY),
    Repeat(KEY),
]


def stored(row: JournalRow) -> dict[str, Any]:
    """Return a row as the database would give it."""
    return row._asdict()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_an_entry_comes_back_as_it_was(entry: Entry) -> None:
    row = Writer({}, most_bytes=10_000).row_of(entry, NOW)

    assert entry_of(stored(row)) == entry


def test_rows_are_numbered_without_a_gap() -> None:
    writer = Writer({}, most_bytes=10_000, seq=4)

    assert [writer.row_of(entry, NOW).seq for entry in ENTRIES[:3]] == [5, 6, 7]


def test_people_see_a_path_without_attempts_and_a_name_that_can_be_stored() -> None:
    row = Writer({KEY[1]: "http"}, most_bytes=10_000).row_of(ENTRIES[1], NOW)

    assert (row.path, row.node_id, row.type) == ("loop[3].inner[0]", "call \ufffd?", "http")


def test_a_large_output_becomes_a_blob() -> None:
    writer = Writer({}, most_bytes=10**6)
    row = writer.row_of(Outcome(KEY, "x" * 70_000), NOW)

    assert row.output_blob == writer.blobs[0].sha256
    assert row.is_preview


@pytest.mark.parametrize(("size", "fits"), [(98, True), (99, False)])
def test_an_output_has_a_largest_size(size: int, fits: bool) -> None:
    writer = Writer({}, most_bytes=100)
    if fits:
        assert writer.row_of(Outcome(KEY, "x" * size), NOW).output is not None
    else:
        with pytest.raises(LimitExceeded):
            writer.row_of(Outcome(KEY, "x" * size), NOW)


def test_columns_stand_in_the_order_of_the_rows() -> None:
    assert list(group_queries.NEW)[2:] == list(NewExecution._fields)
    assert list(group_queries.STEP)[3:] == list(JournalRow._fields)
    assert list(group_queries.END)[3:] == list(Ending._fields)
