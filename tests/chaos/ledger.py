"""What the database says of executions, read as its owner, and whether that can be true."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.chaos.recording import Recording

Row = dict[str, Any]
_EXECUTIONS = """
SELECT id, status, waiting_for, attempt, crashes, lease_owner, admitted_at, dead_at, started_at,
  finished_at, created_at, convert_from(error, 'UTF8')::json AS error
FROM executions WHERE id = ANY(%(ids)s::uuid[])
"""
_JOURNALS = """
SELECT execution_id, seq, kind, node_id, convert_from(key, 'UTF8') AS key,
  convert_from(fact, 'UTF8')::json AS fact
FROM steps WHERE execution_id = ANY(%(ids)s::uuid[]) ORDER BY execution_id, seq
"""
_LEFT = """
SELECT (SELECT count(*) FROM queue.procrastinate_jobs) AS jobs,
  (SELECT count(*) FROM executions WHERE lease_owner IS NOT NULL) AS held,
  (SELECT count(*) FROM executions WHERE status IN ('queued', 'running')) AS open,
  (SELECT coalesce(sum(amount), 0)::bigint FROM usage WHERE metric = 'active_executions') AS active
"""
_DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
_CALLED = "SELECT id FROM executions WHERE parent_id = %(id)s"
_TAKEN = "SELECT attempt FROM executions WHERE id = %(id)s AND attempt > %(attempt)s"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The database of one platform. Asks with a connection for each question: it may be gone."""

    owner: str

    def rows(self, statement: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Return what a statement finds."""
        with psycopg.connect(self.owner, row_factory=dict_row) as connection:
            return connection.execute(statement.encode(), params or {}).fetchall()

    def deadlocks(self) -> int:
        """Return how often transactions have waited for each other since the server began."""
        (row,) = self.rows(_DEADLOCKS)
        return int(row["deadlocks"])

    def change(self, statement: str, params: Mapping[str, Any] | None = None) -> None:
        """Change something behind everybody's back."""
        with psycopg.connect(self.owner) as connection:
            connection.execute(statement.encode(), params or {})

    def execution(self, id_: str) -> Row:
        """Return an execution."""
        (row,) = self.rows(_EXECUTIONS, {"ids": [id_]})
        return row

    def executions(self, ids: Sequence[str]) -> list[Row]:
        """Return executions."""
        return self.rows(_EXECUTIONS, {"ids": list(ids)})

    def called_by(self, id_: str) -> list[Row]:
        """Return the executions that another one has called."""
        found = self.rows(_CALLED, {"id": id_})
        return self.executions([str(row["id"]) for row in found])

    def journals(self, ids: Sequence[str]) -> dict[str, list[Row]]:
        """Return the rows of journals by execution, in order."""
        found: dict[str, list[Row]] = {id_: [] for id_ in ids}
        for row in self.rows(_JOURNALS, {"ids": list(ids)}):
            found[str(row["execution_id"])].append(row)
        return found

    def left(self) -> Row:
        """Return what is in the way of being done: jobs, leases, open executions, places taken."""
        (row,) = self.rows(_LEFT)
        return row

    def is_still(self) -> bool:
        """Whether nothing is left to do; false while the database is away."""
        try:
            return not any(self.left().values())
        except psycopg.OperationalError:
            return False

    def was_taken_after(self, id_: str, attempt: int) -> bool:
        """Whether somebody has claimed an execution since."""
        return bool(self.rows(_TAKEN, {"id": id_, "attempt": attempt}))


def troubles_of(
    execution: Row, journal: Sequence[Row], recording: Recording, run: str
) -> list[str]:
    """Return everything that contradicts the promises about one execution that has settled."""
    return [
        *_troubles_of_status(execution, journal),
        *_troubles_of_order(journal),
        *_troubles_of_effects(journal, recording, run),
    ]


def unknown_of(journal: Sequence[Row]) -> set[str]:
    """Return the steps that write, were begun, and nobody knows how they ended."""
    outcomes = {row["key"] for row in journal if row["kind"] == "outcome"}
    return {
        row["node_id"]
        for row in journal
        if row["kind"] == "intent" and row["key"] not in outcomes
        and row["fact"]["effect"] == "writes"
    }  # fmt: skip


def _troubles_of_status(execution: Row, journal: Sequence[Row]) -> list[str]:
    status, unknown = execution["status"], unknown_of(journal)
    if status == "succeeded":
        return [f"succeeded with {unknown} unknown"] if unknown else []
    if status == "waiting" and execution["waiting_for"] == "outcome_unknown":
        error = execution["error"] or {}
        is_told = error.get("code") == "outcome_unknown" and error.get("node") in unknown
        return [] if is_told else [f"waits, and tells {error} of {unknown}"]
    return [f"is {status}: {execution['error']}"]


def _troubles_of_order(journal: Sequence[Row]) -> list[str]:
    found = []
    if [row["seq"] for row in journal] != list(range(1, len(journal) + 1)):
        found.append(f"numbers with gaps: {[row['seq'] for row in journal]}")
    begun: set[str] = set()
    for row in journal:
        if row["kind"] == "intent":
            begun.add(row["key"])
        elif row["kind"] == "outcome" and row["key"] not in begun:
            found.append(f"an outcome before its intent: {row['key']}")
    counts = Counter((row["kind"], row["key"]) for row in journal if row["key"] is not None)
    found += [f"recorded {n} times: {what}" for what, n in counts.items() if n > 1]
    shown = Counter(row["node_id"] for row in journal if row["kind"] == "step")
    return found + [f"shown {n} times: {node}" for node, n in shown.items() if n > 1]


def _troubles_of_effects(journal: Sequence[Row], recording: Recording, run: str) -> list[str]:
    intents = {row["node_id"] for row in journal if row["kind"] == "intent"}
    outcomes = {row["node_id"] for row in journal if row["kind"] == "outcome"}
    found = [f"{step} without an intent" for step in recording.steps_of(run) - intents]
    for step in intents:
        times = recording.count(run, step)
        if step[0] == "w" and times > 1:
            found.append(f"{step} written {times} times")
        if step in outcomes and not times:
            found.append(f"{step} has an outcome and never happened")
        if step[0] == "k" and set(recording.keys[run, step]) - {f"{run}/{step}"}:
            found.append(f"{step} with keys {recording.keys[run, step]}")
    return found


def told(found: Mapping[str, Sequence[str]]) -> str:
    """Return troubles by execution as a text."""
    return json.dumps({id_: list(one) for id_, one in found.items() if one}, indent=1)
