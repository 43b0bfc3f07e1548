"""A tenant's usage and figures, put together."""

from itertools import groupby

from thaiyyal.features.tenancy.quotas import levels_of
from thaiyyal.features.tenancy.quotas.queries import load_history, month_text
from thaiyyal.features.tenancy.usage import queries
from thaiyyal.features.tenancy.usage.schemas import (
    Durations,
    ExecutionCounts,
    Figures,
    Usage,
    UsageMonth,
    entries_of,
)
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.store.transaction import Row, Transaction


async def usage_of(tx: Transaction) -> Usage:
    """Return what the transaction's tenant uses.

    Raises:
        NotFound: The tenant is gone.
    """
    found = await queries.load_now_and_plan(tx)
    if found is None:
        raise NotFound("there is no such tenant")
    now, plan = found
    items = entries_of(await levels_of(tx), now)
    return Usage(plan=plan, items=items, history=_months(await load_history(tx)))


async def figures_of(tx: Transaction) -> Figures:
    """Return the transaction's tenant in numbers.

    Raises:
        NotFound: The tenant is gone.
    """
    head = await queries.load_head(tx)
    if head is None:
        raise NotFound("there is no such tenant")
    counts = await queries.count_executions(tx)
    this_month = {row["status"]: row["this_month"] for row in counts}
    return Figures(
        at=head["at"],
        workflows=head["workflows"],
        members=head["members"],
        executions_today=ExecutionCounts(**{row["status"]: row["today"] for row in counts}),
        executions_this_month=ExecutionCounts(**this_month),
        success_rate=success_rate(this_month.get("succeeded", 0), this_month.get("failed", 0)),
        durations=_durations(await queries.load_durations(tx)),
        usage=entries_of(await levels_of(tx), head["at"]),
    )


def success_rate(succeeded: int, failed: int) -> float | None:
    """Return the part that succeeded of what came to an end by itself; None when nothing did.

    >>> success_rate(3, 1), success_rate(0, 0)
    (0.75, None)
    """
    finished = succeeded + failed
    return succeeded / finished if finished else None


def _durations(row: Row | None) -> Durations | None:
    return Durations.model_validate(row) if row is not None and row["sample"] else None


def _months(rows: list[Row]) -> list[UsageMonth]:
    """Return months of what rows, in the order of their period, say of one metric each."""
    return [
        UsageMonth(month=month_text(period), used={row["metric"]: row["amount"] for row in found})
        for period, found in groupby(rows, key=lambda row: row["period"])
    ]
