"""SQL of quotas and usage. One statement checks and adds; the row's lock lets one at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from thaiyyal.features.tenancy.quotas.metrics import STANDING, Metric
from thaiyyal.store.transaction import Row, Transaction

_ADD = """
WITH wanted AS MATERIALIZED (
  SELECT w.metric, w.amount,
    CASE WHEN w.is_standing THEN date '1970-01-01'
         ELSE date_trunc('month', now(), 'UTC')::date END AS period,
    CASE WHEN q.metric IS NULL
         THEN coalesce((p.limits ->> w.metric)::bigint, default_limit(w.metric))
         ELSE q.amount END AS most
  FROM unnest(%(metrics)s::text[], %(amounts)s::bigint[], %(standing)s::boolean[])
    AS w (metric, amount, is_standing)
  CROSS JOIN tenants t
  JOIN plans p ON p.name = t.plan
  LEFT JOIN quotas q ON q.tenant_id = t.id AND q.metric = w.metric
  WHERE t.id = current_tenant()
)
INSERT INTO usage AS u (tenant_id, metric, period, amount, warned_at)
SELECT current_tenant(), metric, period, amount,
  CASE WHEN amount >= most * 0.8 THEN statement_timestamp() END
FROM wanted
WHERE %(unchecked)s OR most IS NULL OR amount <= most
ORDER BY metric
ON CONFLICT (tenant_id, metric, period) DO UPDATE SET
  amount = u.amount + EXCLUDED.amount,
  warned_at = CASE
    WHEN coalesce(u.warned_at >= date_trunc('month', now(), 'UTC'), false) THEN u.warned_at
    WHEN u.amount + EXCLUDED.amount >= 0.8 * (SELECT most FROM wanted w WHERE w.metric = u.metric)
      THEN statement_timestamp()
    ELSE u.warned_at END
WHERE %(unchecked)s OR coalesce(
  u.amount + EXCLUDED.amount <= (SELECT most FROM wanted w WHERE w.metric = u.metric), true)
RETURNING u.metric, u.amount AS used,
  (SELECT most FROM wanted w WHERE w.metric = u.metric) AS most,
  coalesce(u.warned_at = statement_timestamp(), false) AS warns
"""
_GIVE_BACK = """
UPDATE usage SET amount = greatest(0, amount - %(amount)s)
WHERE tenant_id = current_tenant() AND metric = %(metric)s
  AND period = CASE WHEN %(is_standing)s THEN date '1970-01-01'
                    ELSE date_trunc('month', now(), 'UTC')::date END
"""
_LEVELS = """
SELECT m.metric, coalesce(u.amount, 0) AS used, now() AS at,
  CASE WHEN q.metric IS NULL
       THEN coalesce((p.limits ->> m.metric)::bigint, default_limit(m.metric))
       ELSE q.amount END AS most
FROM unnest(%(metrics)s::text[], %(standing)s::boolean[]) AS m (metric, is_standing)
CROSS JOIN tenants t
JOIN plans p ON p.name = t.plan
LEFT JOIN quotas q ON q.tenant_id = t.id AND q.metric = m.metric
LEFT JOIN usage u ON u.tenant_id = t.id AND u.metric = m.metric
  AND u.period = CASE WHEN m.is_standing THEN date '1970-01-01'
                      ELSE date_trunc('month', now(), 'UTC')::date END
WHERE t.id = current_tenant()
"""
_HISTORY = """
SELECT metric, period, amount FROM usage
WHERE tenant_id = current_tenant() AND period > '1970-01-01'
  AND period > (date_trunc('month', now(), 'UTC') - interval '12 months')::date
ORDER BY period DESC, metric
"""
_SET_QUOTA = """
INSERT INTO quotas (tenant_id, metric, amount)
SELECT current_tenant(), w.metric, w.amount
FROM unnest(%(metrics)s::text[], %(amounts)s::bigint[]) AS w (metric, amount)
ON CONFLICT (tenant_id, metric) DO UPDATE SET amount = EXCLUDED.amount, updated_at = now()
"""
_DROP_QUOTAS = """
DELETE FROM quotas WHERE tenant_id = current_tenant() AND metric = ANY(%(metrics)s)
"""
_QUOTAS = "SELECT metric, amount FROM quotas WHERE tenant_id = current_tenant()"
_FORGET_WARNINGS = """
UPDATE usage SET warned_at = NULL
WHERE tenant_id = current_tenant() AND (metric, period) IN (
  SELECT metric, period FROM usage
  WHERE tenant_id = current_tenant() AND warned_at IS NOT NULL ORDER BY metric FOR UPDATE)
"""
_ADD_METERED = """
SELECT * FROM add_usage(%(tenants)s::uuid[], %(metric)s,
  date_trunc('month', now(), 'UTC')::date, %(amounts)s::bigint[])
"""
_RECOUNT = """
INSERT INTO usage AS u (tenant_id, metric, period, amount)
SELECT current_tenant(), c.metric, date '1970-01-01', c.amount FROM (
  SELECT 'users', count(*) FROM members WHERE tenant_id = current_tenant()
  UNION ALL
  SELECT 'workflows', count(*) FROM workflows WHERE tenant_id = current_tenant()
  UNION ALL
  SELECT 'active_executions', count(*) FROM executions
  WHERE tenant_id = current_tenant() AND status IN ('queued', 'running')
    AND admitted_at IS NOT NULL
) AS c (metric, amount)
WHERE c.amount > 0 OR EXISTS (SELECT FROM usage k WHERE k.tenant_id = current_tenant()
  AND k.metric = c.metric AND k.period = '1970-01-01')
ON CONFLICT (tenant_id, metric, period) DO UPDATE SET amount = EXCLUDED.amount
WHERE u.amount <> EXCLUDED.amount
RETURNING u.metric
"""
_LOCK_STANDING = """
SELECT FROM usage WHERE tenant_id = current_tenant() AND period = '1970-01-01'
ORDER BY metric FOR UPDATE
"""


async def add_usage(
    tx: Transaction, amounts: Mapping[Metric, int], *, is_unchecked: bool
) -> list[Row]:
    """Add to metrics; return one row for each that had room: metric, used, most, warns."""
    metrics = list(amounts)
    params: dict[str, Any] = {
        "metrics": [metric.value for metric in metrics],
        "amounts": [amounts[metric] for metric in metrics],
        "standing": [metric in STANDING for metric in metrics],
        "unchecked": is_unchecked,
    }
    return await tx.rows(_ADD, params)


async def subtract_usage(tx: Transaction, metric: Metric, amount: int) -> None:
    """Take from a metric, down to nothing."""
    params = {"metric": metric.value, "amount": amount, "is_standing": metric in STANDING}
    await tx.run(_GIVE_BACK, params)


async def load_levels(tx: Transaction, metrics: list[Metric]) -> list[Row]:
    """Return rows of metric, used, most, and the time they are for."""
    names = [metric.value for metric in metrics]
    standing = [metric in STANDING for metric in metrics]
    return await tx.rows(_LEVELS, {"metrics": names, "standing": standing})


async def load_history(tx: Transaction) -> list[Row]:
    """Return what was used up in this month and the eleven before, newest first."""
    return await tx.rows(_HISTORY)


async def load_quotas(tx: Transaction) -> dict[str, int | None]:
    """Return the tenant's own limits; None lifts the one of the plan."""
    return {row["metric"]: row["amount"] for row in await tx.rows(_QUOTAS)}


async def save_quotas(tx: Transaction, amounts: Mapping[Metric, int | None]) -> None:
    """Give the tenant limits of its own."""
    metrics = [metric.value for metric in amounts]
    await tx.run(_SET_QUOTA, {"metrics": metrics, "amounts": list(amounts.values())})


async def drop_quotas(tx: Transaction, metrics: list[Metric]) -> None:
    """Let the plan's limits hold again."""
    await tx.run(_DROP_QUOTAS, {"metrics": [metric.value for metric in metrics]})


async def forget_warnings(tx: Transaction) -> None:
    """Let people be warned again, because the limits are others now."""
    await tx.run(_FORGET_WARNINGS)


async def add_metered(tx: Transaction, metric: Metric, counts: Mapping[Any, int]) -> list[Row]:
    """Add to a metric of many tenants; return rows of tenant_id, is_over, warns."""
    params = {
        "metric": metric.value,
        "tenants": list(counts),
        "amounts": list(counts.values()),
    }
    return await tx.rows(_ADD_METERED, params)


async def recount_standing(tx: Transaction) -> list[str]:
    """Set what stands to what is there; return the metrics that were wrong."""
    await tx.run(_LOCK_STANDING)
    return [row["metric"] for row in await tx.rows(_RECOUNT)]


def month_text(period: date) -> str:
    """Return the month of a period as the API writes it."""
    return f"{period:%Y-%m}"
