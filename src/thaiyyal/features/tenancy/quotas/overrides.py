"""Limits of one tenant that differ from those of its plan, set by the platform's owner."""

from collections.abc import Mapping

from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy.quotas import queries
from thaiyyal.features.tenancy.quotas.metrics import Metric
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction


async def set_quotas(tx: Transaction, actor: Actor, amounts: Mapping[Metric, int | None]) -> None:
    """Let these limits hold in the transaction's tenant, and for other metrics those of the plan.

    None lifts the limit of a metric.
    """
    before: Value = {**await queries.load_quotas(tx)}
    after: Value = {metric.value: amount for metric, amount in amounts.items()}
    if before == after:
        return
    await queries.drop_quotas(tx, [metric for metric in Metric if metric not in amounts])
    await queries.save_quotas(tx, amounts)
    await queries.forget_warnings(tx)
    change = Change("quota.changed", "tenant", tx.scope.tenant_id, before=before, after=after)
    await record(tx, actor, change)
