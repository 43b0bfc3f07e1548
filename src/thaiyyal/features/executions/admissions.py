"""Admission after a commit, for all who ask at the same moment together.

Inside a transaction it would hold the tenant's counter until that ends, one request after another.
When the process dies in between, the next look over the backlog admits.
"""

from collections.abc import Sequence
from functools import partial

import structlog

from thaiyyal.features.executions import group_queries
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.commit_group import CommitGroup
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.executions")
_MOST, _PATIENCE_S = 1_000, 1.0


class Admissions:
    """Admits queued executions of tenants, as far as there are places."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._group: CommitGroup[TenantId, None] = CommitGroup(
            self._admit, most=_MOST, patience_s=_PATIENCE_S
        )

    def after(self, tx: Transaction) -> None:
        """Admit what is queued in the transaction's tenant as soon as it has committed."""
        assert tx.scope.tenant_id is not None
        tx.after_commit.append(partial(self._ask, tx.scope.tenant_id))

    async def _ask(self, tenant_id: TenantId) -> None:
        try:
            await self._group.write(tenant_id)
        except ThaiyyalError as error:
            _log.warning("not_admitted_yet", code=error.code)

    async def _admit(self, tenants: Sequence[TenantId]) -> list[None]:
        async with self._database.begin() as tx:
            await group_queries.admit(tx, sorted(set(tenants)))
        return [None] * len(tenants)
