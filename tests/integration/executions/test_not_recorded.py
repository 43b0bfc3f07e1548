"""An execution that the database has no room for is not told to be gone."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from thaiyyal.testing.platform import Platform

_FULL = """
CREATE FUNCTION has_no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON executions FOR EACH ROW EXECUTE FUNCTION has_no_room();
"""
_ROOM = "DROP TRIGGER no_room ON executions; DROP FUNCTION has_no_room"
_NODE = {
    "id": "n",
    "type": "number",
    "data": {"value": 1},
    "position": {"x": 0, "y": 0},
}


def test_a_full_disk_is_told_as_such_and_room_helps(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    document = {"nodes": [_NODE], "edges": []}
    made = platform.ask("POST", "/workflows", by=owner, json={"name": "w", "document": document})
    path = f"/workflows/{made.json['id']}/execute?wait=1s"

    with _full(platform):
        refused = platform.ask("POST", path, by=owner, json={})
    after = platform.ask("POST", path, by=owner, json={})

    assert (refused.status, refused.code) == (503, "not_recorded")
    assert "Retry-After" in refused.headers or "retry-after" in refused.headers
    assert (after.status, after.json["output"]) == (200, 1)


@contextmanager
def _full(platform: Platform) -> Iterator[None]:
    """Let the database take no execution, as it does when its disk is full."""
    with psycopg.connect(platform.owner_conninfo(), autocommit=True) as connection:
        connection.execute(_FULL)
        try:
            yield
        finally:
            connection.execute(_ROOM)
