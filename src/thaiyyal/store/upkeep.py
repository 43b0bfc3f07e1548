"""What the database needs now and then: partitions ahead of time, and old rows gone."""

from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

_ENSURE_PARTITIONS = "SELECT ensure_partitions()"
_FORGET_OLD_ROWS = "SELECT forget_old_rows()"


async def ensure_partitions(database: Database) -> int:
    """Make the partitions of the months to come that are missing; return how many."""
    return await database.repeat(None, _make_partitions)


async def forget_old_rows(database: Database) -> None:
    """Delete passes, answers kept for repetitions, links and sessions that are long over."""
    await database.repeat(None, _delete_old_rows)


async def _make_partitions(tx: Transaction) -> int:
    return int(await tx.value(_ENSURE_PARTITIONS))


async def _delete_old_rows(tx: Transaction) -> None:
    await tx.run(_FORGET_OLD_ROWS)
