"""Executions and their records as somebody else writes them: by SQL, and with a notice."""

from dataclasses import dataclass, field
from typing import Any

import orjson
import psycopg

from thaiyyal.kernel.ids import new_id
from thaiyyal.store.payload import pack_json
from thaiyyal.testing.platform import Person, Platform

_WORKFLOW = """
INSERT INTO workflows (tenant_id, id, name, owner_id, visibility)
VALUES (%s, %s, 'Followed', %s, %s)
"""
_EXECUTION = """
INSERT INTO executions (tenant_id, id, workflow_id, status, trigger)
VALUES (%s, %s, %s, 'queued', 'api')
"""
_STEP = """
INSERT INTO steps (tenant_id, execution_id, seq, kind, node_id, path, type, status, output, error)
VALUES (%(tenant_id)s, %(execution_id)s, %(seq)s, %(kind)s, %(node)s, %(node)s, 'expression',
  %(status)s, %(output)s, %(error)s)
"""
_STATUS = """
UPDATE executions SET status = %(status)s, error = %(error)s,
  started_at = coalesce(started_at, now()),
  finished_at = CASE WHEN %(status)s IN ('succeeded', 'failed', 'cancelled') THEN now() END
WHERE id = %(id)s
"""
_NOTIFY = "SELECT pg_notify('thaiyyal', %s)"


@dataclass(slots=True)
class Recorded:
    """An execution of somebody, which is recorded from here. ``seq``: of its latest row."""

    platform: Platform
    by: Person
    workflow_id: Any = field(default_factory=new_id)
    id: Any = field(default_factory=new_id)
    seq: int = 0
    is_told: bool = True
    """Whether others are told of what is recorded."""

    @property
    def path(self) -> str:
        """Where its events are."""
        return f"/workflows/{self.workflow_id}/executions/{self.id}/events"

    def make(self, *, visibility: str = "tenant", has_workflow: bool = False) -> "Recorded":
        """Insert it, with its workflow unless that is there."""
        tenant_id = self.by.tenant_id
        with self._connected() as connection:
            if not has_workflow:
                connection.execute(_WORKFLOW, [tenant_id, self.workflow_id, self.by.id, visibility])
            connection.execute(_EXECUTION, [tenant_id, self.id, self.workflow_id])
        return self

    def record(self, *kinds: str, output: Any = None, status: str | None = None) -> None:
        """Add rows of these kinds to its record, in one transaction."""
        stored = None if output is None else pack_json(orjson.dumps(output))
        with self._connected() as connection:
            for kind in kinds:
                self.seq += 1
                row = {"seq": self.seq, "kind": kind, "node": f"n{self.seq}", "output": stored}
                shown = status or ("running" if kind == "intent" else "succeeded")
                of = {"tenant_id": self.by.tenant_id, "execution_id": self.id}
                connection.execute(_STEP, {**row, **of, "status": shown, "error": None})
            self._tell(connection)

    def become(self, status: str, *, error: dict[str, Any] | None = None) -> None:
        """Give it a status."""
        stored = None if error is None else orjson.dumps(error)
        with self._connected() as connection:
            connection.execute(_STATUS, {"status": status, "error": stored, "id": self.id})
            self._tell(connection)

    def restore_error(self, stored: bytes) -> None:
        """Give it an error as these bytes."""
        with self._connected() as connection:
            connection.execute("UPDATE executions SET error = %s WHERE id = %s", [stored, self.id])

    def _tell(self, connection: psycopg.Connection[Any]) -> None:
        if self.is_told:
            connection.execute(_NOTIFY, [orjson.dumps({"x": [str(self.id)]}).decode()])

    def _connected(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.platform.owner_conninfo())
