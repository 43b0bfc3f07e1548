"""Whether the database is the one this program can work with, now and next month."""

from dataclasses import dataclass
from datetime import datetime

from thaiyyal.store.transaction import Transaction

_STATE = """
SELECT (SELECT version_num FROM alembic_version) AS revision,
  ARRAY(SELECT missing_partitions(0)) AS missing_now,
  ARRAY(SELECT missing_partitions(1)) AS missing_next
"""
_HAS_SCHEMA = "SELECT to_regclass('alembic_version') IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Readiness:
    """``blocking``: the check that fails and why. ``degraded``: what will fail soon."""

    blocking: tuple[str, str] | None = None
    degraded: str | None = None


async def readiness_of(tx: Transaction, head: str) -> Readiness:
    """Return what stands in the way of serving."""
    if not await tx.value(_HAS_SCHEMA):
        return Readiness(("migrations", "the database is empty; run thaiyyal migrate"))
    state = await tx.row(_STATE)
    assert state is not None
    if state["revision"] != head:
        why = (
            f"the schema is at {state['revision']}, this program needs {head}; run thaiyyal migrate"
        )
        return Readiness(("migrations", why))
    if state["missing_now"]:
        names = ", ".join(state["missing_now"])
        return Readiness(("partitions", f"this month's partitions are missing: {names}"))
    if state["missing_next"]:
        names = ", ".join(state["missing_next"])
        return Readiness(degraded=f"next month's partitions are missing: {names}")
    return Readiness()


async def database_time(tx: Transaction) -> datetime:
    """Return what time it is for the database."""
    found: datetime = await tx.value("SELECT clock_timestamp()")
    return found
