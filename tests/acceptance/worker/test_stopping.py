"""A worker that is told to end lets what runs end, takes nothing new, and hands the rest back."""

from pathlib import Path
from uuid import uuid4

from tests.acceptance.worker.place import Place
from tests.acceptance.worker.process import started, until
from tests.integration.worker.jobs import defer, jobs_left


def test_what_runs_may_end_and_nothing_new_is_taken(folder: Path, place: Place) -> None:
    with started(folder, place.url) as worker:
        defer(place.owner, [uuid4()])
        until(lambda: worker.notes() == ["opened", "began"])

        worker.signal()
        until(lambda: worker.ask("/ready").status == 503)
        defer(place.owner, [uuid4()])
        said = worker.ask("/ready").json
        worker.let_end()

        assert worker.wait() == 0
        assert worker.notes() == ["opened", "began", "ended", "drained"]
    assert (said["check"], jobs_left(place.owner)) == ("draining", 1)


def test_what_does_not_end_in_time_is_handed_back(folder: Path, place: Place) -> None:
    with started(folder, place.url, WORKER__DRAIN_S="0.2") as worker:
        defer(place.owner, [uuid4()])
        until(lambda: worker.notes() == ["opened", "began"])

        worker.signal()

        assert worker.wait() == 0
        assert sorted(worker.notes()) == ["began", "drained", "left", "opened"]


def test_a_second_signal_waits_for_nothing(folder: Path, place: Place) -> None:
    with started(folder, place.url, WORKER__DRAIN_S="1h") as worker:
        defer(place.owner, [uuid4()])
        until(lambda: worker.notes() == ["opened", "began"])

        worker.signal()
        until(lambda: worker.ask("/ready").status == 503)
        worker.signal()

        assert worker.wait() == 0
        assert "left" in worker.notes()


def test_an_idle_worker_ends_at_once_and_says_nothing_wrong(folder: Path, place: Place) -> None:
    with started(folder, place.url, LOG__LEVEL="warning") as worker:
        until(lambda: worker.notes() == ["opened"])

        worker.signal()

        assert worker.wait() == 0
        assert worker.log() == ""
