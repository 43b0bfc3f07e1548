"""Rows become events: the record once and in order, the standing whenever it is another one."""

from typing import Any
from uuid import UUID

import orjson
import pytest

from thaiyyal.features.executions.events.errors import BadEventId
from thaiyyal.features.executions.events.news import Event, Followed

ID = UUID(int=1)


def standing(status: str = "running", *, last_seq: int = 0, **more: Any) -> dict[str, Any]:
    """Return a row of an execution without anything new."""
    nothing = ("wake_at", "execution_started_at", "finished_at", "execution_error", "seq")
    row = {"execution_id": ID, "execution_status": status, "waiting_for": None, **more}
    return {**dict.fromkeys(nothing), "last_seq": last_seq, "upto": 0, **row}


def row(seq: int, kind: str, *, last_seq: int, of: str = "running", **more: Any) -> dict[str, Any]:
    """Return a row with something new."""
    names = ("path", "type", "port", "output", "error", "started_at", "duration_ms", "meta")
    step = {**dict.fromkeys(names), "node_id": "n", "status": "succeeded", "attempt": 1}
    recorded = {"is_preview": False, "seq": seq, "kind": kind}
    return {**standing(of, last_seq=last_seq), **step, **recorded, **more}


def told(events: list[Event]) -> list[tuple[str, int | None, str]]:
    return [(event.name, event.data["seq"], event.data["status"]) for event in events]


def test_the_first_event_tells_how_it_stands() -> None:
    followed = Followed(ID, 0)

    assert told(list(followed.events([standing("queued")]))) == [("execution", None, "queued")]
    assert list(followed.events([standing("queued")])) == []


def test_another_standing_is_told_when_all_before_it_was() -> None:
    followed = Followed(ID, 0)
    list(followed.events([standing("running")]))

    behind = list(followed.events([row(1, "intent", last_seq=2, of="waiting")]))
    level = list(followed.events([row(2, "outcome", last_seq=2, of="waiting")]))

    assert told(behind) == [("step", 1, "running")]
    assert told(level) == [("step", 2, "succeeded"), ("execution", None, "waiting")]


def test_waiting_for_something_else_is_another_standing() -> None:
    followed = Followed(ID, 0)
    list(followed.events([standing("waiting", waiting_for="time")]))

    events = list(followed.events([standing("waiting", waiting_for="approval")]))

    assert [event.data["waiting_for"] for event in events] == ["approval"]


@pytest.mark.parametrize("kind", ["began", "armed", "fired", "repeat"])
def test_what_only_replays_need_is_passed_over(kind: str) -> None:
    followed = Followed(ID, 0)
    list(followed.events([standing()]))

    assert list(followed.events([row(1, kind, last_seq=1)])) == []
    assert followed.seq == 1


def test_places_without_a_row_are_passed_over() -> None:
    followed = Followed(ID, 0)

    list(followed.events([standing(last_seq=900, upto=500)]))

    assert (followed.seq, followed.is_behind) == (500, True)


def test_a_recorded_status_is_an_event_of_the_execution() -> None:
    followed = Followed(ID, 0)
    list(followed.events([standing()]))
    error = orjson.dumps({"code": "c", "message": "m"})

    events = list(followed.events([row(1, "status", last_seq=1, status="waiting", error=error)]))

    assert told(events) == [("execution", 1, "waiting")]
    assert orjson.loads(orjson.dumps(events[0].data["error"])) == {"code": "c", "message": "m"}


def test_the_end_stands_behind_the_last_row_and_comes_once() -> None:
    followed = Followed(ID, 0)

    events = list(followed.events([row(3, "began", last_seq=3, of="failed")]))

    assert told(events) == [("execution", None, "failed"), ("execution", 4, "failed")]
    assert followed.has_ended


@pytest.mark.parametrize(
    ("seq", "status", "has_ended"),
    [(5, "running", False), (5, "failed", False), (6, "failed", True)],
)
def test_so_much_may_be_known(seq: int, status: str, has_ended: bool) -> None:
    followed = Followed(ID, seq)

    followed.check(standing(status, last_seq=5))

    assert followed.has_ended is has_ended


@pytest.mark.parametrize(("seq", "status"), [(6, "running"), (7, "failed")])
def test_more_than_there_is_cannot_be_known(seq: int, status: str) -> None:
    with pytest.raises(BadEventId):
        Followed(ID, seq).check(standing(status, last_seq=5))
