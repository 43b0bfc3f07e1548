"""Sealed chains to spoil."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from thaiyyal.features.audit.chain import START, Place, next_place
from thaiyyal.features.audit.entry import Entry

TENANT = UUID("01a2143d-c828-72df-ab72-2bc283df157b")
PLAIN = Entry(
    tenant_id=TENANT,
    id=UUID("01a2143d-c838-718c-b54f-db978eb20710"),
    at=datetime(2026, 1, 31, 12, 0, 0, 250_000, tzinfo=UTC),
    actor_kind="user",
    user_id=UUID("01a2143d-c828-72df-ab72-2bc37cb9f0ca"),
    api_key_id=UUID("01a2143d-c828-72df-ab72-2bc37cb9f0cb"),
    action="workflow.published",
    resource_type="workflow",
    resource_id="01a2143d-c828-72df-ab72-2bc37cb9f0cc",
    status="success",
    address="2001:db8::7",
    user_agent="Mozilla/5.0",
    request_id="request-1",
    before=b'{"version":1}',
    after=b'{"version":2}',
    details=b'{"note":"Zo\xc3\xab"}',
)


def sealed(count: int, start: Place = START) -> list[Entry]:
    """Return entries that follow ``start``, sealed as the database does it."""
    entries, place = [], start
    for number in range(count):
        entry = replace(PLAIN, id=UUID(int=PLAIN.id.int + number))
        place = next_place(place, entry)
        entries.append(replace(entry, seq=place.seq, hash=place.hash))
    return entries


def head_of(entries: list[Entry]) -> Place:
    """Return the place of the last entry."""
    last = entries[-1]
    assert last.seq is not None
    assert last.hash is not None
    return Place(last.seq, last.hash)
