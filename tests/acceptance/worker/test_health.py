"""What machines ask a worker: is it alive, does it take jobs, what does it count."""

from pathlib import Path
from uuid import uuid4

import psycopg

from tests.acceptance.worker.place import Place, place_of
from tests.acceptance.worker.process import started, until
from tests.integration.worker.jobs import defer
from thaiyyal.store import migrate
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.roles import create_roles
from thaiyyal.testing.postgres import fresh_database

_DROP = """
DO $$ BEGIN
  EXECUTE format('DROP TABLE %I', 'steps_' || to_char(now() AT TIME ZONE 'UTC', '"y"YYYY"m"MM'));
END $$
"""


def test_it_is_alive_and_ready(folder: Path, place: Place) -> None:
    with started(folder, place.url) as worker:
        alive, ready = worker.ask("/health"), worker.ask("/ready")

    assert (alive.status, alive.json) == (200, {"status": "alive"})
    assert (ready.status, ready.json) == (200, {"status": "ready"})


def test_it_counts_the_queue_and_itself(folder: Path, place: Place) -> None:
    with started(folder, place.url) as worker:
        defer(place.owner, [uuid4()])

        def metrics() -> str:
            return worker.ask("/metrics").body.decode()

        until(lambda: 'thaiyyal_queue_jobs{state="doing"} 1.0' in metrics())
        found = metrics()

    assert "thaiyyal_queue_workers 1.0" in found
    assert "process_resident_memory_bytes" in found
    assert 'thaiyyal_database_connections{state="size"}' in found


def test_it_is_not_ready_without_the_partitions_of_this_month(folder: Path, place: Place) -> None:
    with started(folder, place.url) as worker:
        with psycopg.connect(place.owner) as owner:
            owner.execute(_DROP)

        said = worker.ask("/ready")

    assert (said.status, said.json["check"]) == (503, "partitions")


def test_it_waits_for_somebody_who_migrates(folder: Path, postgres: EmbeddedServer) -> None:
    name = fresh_database(postgres, "template1")
    create_roles(postgres.conninfo(user="thaiyyal_admin", database=name))
    empty = place_of(postgres, name)
    with started(folder, empty.url) as worker:
        said = worker.ask("/ready")
        before = worker.notes()
        migrate.upgrade(empty.owner)
        until(lambda: worker.notes() == ["opened"])
        later = worker.ask("/ready")

    assert (said.status, said.json["check"], before) == (503, "migrations", [])
    assert later.status == 200
