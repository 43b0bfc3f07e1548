"""From rows of triggers to what the API shows."""

from datetime import datetime

from thaiyyal.features.triggers.addresses import PATH
from thaiyyal.features.triggers.found import timetable_of_row
from thaiyyal.features.triggers.schemas import Schedule, Webhook
from thaiyyal.features.triggers.timetable import next_slots
from thaiyyal.store.transaction import Row

_SHOWN_SLOTS = 5


def schedule_from(row: Row, now: datetime) -> Schedule:
    """Return a schedule as it is shown; paused, it has no next slots."""
    return Schedule(
        id=row["id"],
        node_id=row["node_id"],
        cron=row["cron"],
        every_ms=row["every_ms"],
        time_zone=row["time_zone"],
        catch_up=row["catch_up"],
        jitter_ms=row["jitter_ms"],
        paused_at=row["paused_at"],
        next_slots=_next_slots(row, now),
        last_slot=row["last_at"],
        last_execution_id=row["last_execution_id"],
        last_error=row["last_error"],
    )


def webhook_from(row: Row, *, shows_address: bool) -> Webhook:
    """Return a webhook as it is shown."""
    return Webhook(
        id=row["id"],
        node_id=row["node_id"],
        is_published=row["enabled"],
        method=row["method"],
        path=_path(row["address"]) if shows_address else None,
        test_path=_path(row["test_address"]) if shows_address else None,
        has_secret=row["has_secret"],
        secret_at=row["secret_at"],
    )


def _next_slots(row: Row, now: datetime) -> list[datetime]:
    if row["next_at"] is None:
        return []
    return next_slots(timetable_of_row(row), now, count=_SHOWN_SLOTS)


def _path(address: str | None) -> str | None:
    return None if address is None else PATH + address
