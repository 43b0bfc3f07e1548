"""Taking from a quota and giving back, in the transaction that uses what was taken.

The counter's row stays locked until that transaction ends, so take late in it. Several metrics are
taken by one ``take_all``, in one order, so that no two transactions wait for each other.
"""

from collections.abc import Mapping

from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy.quotas import queries
from thaiyyal.features.tenancy.quotas.metrics import (
    Level,
    Metric,
    QuotaExceeded,
    warning_headers,
)
from thaiyyal.kernel.actor import SYSTEM
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction


async def take(tx: Transaction, metric: Metric, amount: int = 1) -> Level:
    """Add to what the tenant uses of a metric, and return how much that is now.

    The answer to the request gets a header when little is left.

    Raises:
        QuotaExceeded: It would be more than the tenant may use; nothing was added.
    """
    return (await take_all(tx, {metric: amount}))[metric]


async def take_all(tx: Transaction, amounts: Mapping[Metric, int]) -> dict[Metric, Level]:
    """As ``take``, for several metrics in one statement.

    Raises:
        QuotaExceeded: One of them has no room. The others were taken: roll back.
    """
    rows = await queries.add_usage(tx, amounts, is_unchecked=False)
    levels = await _told(tx, rows)
    full = [metric for metric in amounts if metric not in levels]
    if full:
        await _refuse(tx, full[0])
    tx.told.update(warning_headers(*levels.values(), before=tx.told))
    return levels


async def add(tx: Transaction, metric: Metric, amount: int) -> Level:
    """Add what was used already, whatever the limit says: CPU-seconds after the work."""
    rows = await queries.add_usage(tx, {metric: amount}, is_unchecked=True)
    return (await _told(tx, rows))[metric]


async def give_back(tx: Transaction, metric: Metric, amount: int = 1) -> None:
    """Subtract from what the tenant uses of a metric; never below nothing."""
    await queries.subtract_usage(tx, metric, amount)


async def check(tx: Transaction, metric: Metric, amount: int = 1) -> Level:
    """Return how much of a metric is used, without adding to it.

    Raises:
        QuotaExceeded: There is no room for ``amount`` more.
    """
    rows = await queries.load_levels(tx, [metric])
    level = _level(_only(rows))
    if level.limit is not None and level.used + amount > level.limit:
        raise QuotaExceeded(level, now=rows[0]["at"])
    return level


async def levels_of(tx: Transaction) -> list[Level]:
    """Return how much of every metric is used."""
    return [_level(row) for row in await queries.load_levels(tx, list(Metric))]


async def _refuse(tx: Transaction, metric: Metric) -> None:
    row = _only(await queries.load_levels(tx, [metric]))
    raise QuotaExceeded(_level(row), now=row["at"])


async def _told(tx: Transaction, rows: list[Row]) -> dict[Metric, Level]:
    """Return levels by metric; record those that have come near to their limit just now."""
    levels: dict[Metric, Level] = {}
    for row in rows:
        level = _level(row)
        levels[level.metric] = level
        if row["warns"]:
            await record(tx, SYSTEM, warning_of(level))
    return levels


def warning_of(level: Level) -> Change:
    """Return the audit entry of a metric that has come near to its limit."""
    details: Value = {"metric": level.metric.value, "used": level.used, "limit": level.limit}
    return Change("quota.warned", "quota", level.metric.value, details=details)


def _level(row: Row) -> Level:
    return Level(Metric(row["metric"]), int(row["used"]), row["most"])


def _only(rows: list[Row]) -> Row:
    if not rows:
        raise LookupError("quotas are those of a tenant, and the transaction is for none")
    return rows[0]
