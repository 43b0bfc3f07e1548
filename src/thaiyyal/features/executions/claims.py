"""Claiming what was admitted: rows become assignments, with their plans and their journals."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import psycopg

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import KeysUnavailable
from thaiyyal.features.executions import sealed_queries, worker_queries
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.executions.documents import executed_document
from thaiyyal.features.executions.errors import AttemptsExhausted
from thaiyyal.features.executions.group import DEAD
from thaiyyal.features.executions.known_secrets import KnownSecrets, SecretsNotKnown
from thaiyyal.features.executions.membership import DeclaredDead, Membership
from thaiyyal.features.executions.plans import Plans
from thaiyyal.features.executions.sealed_parts import SealedParts, parts_of
from thaiyyal.features.executions.sealing import Sealer
from thaiyyal.features.executions.unplannable import Unplannable, follower_in
from thaiyyal.features.workflows import InvalidDocument
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database


class Claims:
    """Takes executions from the database for a process."""

    def __init__(
        self,
        database: Database,
        plans: Plans,
        unplannable: Unplannable,
        *,
        sealer: Sealer,
        known: KnownSecrets,
    ) -> None:
        self._sealer, self._known = sealer, known
        self._database = database
        self._plans = plans
        self._unplannable = unplannable

    async def claim(
        self, membership: Membership, tenant_id: TenantId, ids: Sequence[UUID]
    ) -> list[Assignment]:
        """Return what could be claimed and planned; what cannot be planned is ended here.

        What has, or may meet, values that cannot be opened at the moment is put off.

        Raises:
            DeclaredDead: The process may hold nothing under its name.
        """
        rows, journals, sealed = await self._rows(membership, tenant_id, ids)
        found = []
        for row in rows:
            id_ = row["id"]
            if row["dead_at"] is not None:
                await self._end(tenant_id, row, AttemptsExhausted(row["crashes"]))
                continue
            try:
                parts = await self._parts(tenant_id, row, sealed[id_])
                found.append(await self._assignment(tenant_id, row, journals[id_], parts))
            except (KeysUnavailable, SecretsNotKnown):
                await self._unplannable.put_off(tenant_id, row)
            except (InvalidDocument, LookupError, UnreadableSecret) as error:
                await self._end(tenant_id, row, error)
        return found

    async def _end(self, tenant_id: TenantId, row: Row, error: Exception) -> None:
        follower = await self._follower(tenant_id, row)
        await self._unplannable.end(tenant_id, row, error, follower=follower)

    async def _follower(self, tenant_id: TenantId, row: Row) -> str | None:
        """Return the workflow that follows failures of what cannot be planned, or shall not be."""
        plan = self._plans.find(row["content_hash"])
        if plan is not None:
            return plan.workflow.settings.on_error_workflow
        try:
            return follower_in(await self._document(tenant_id, row))
        except LookupError:
            return None

    async def _parts(self, tenant_id: TenantId, row: Row, sealed: Sequence[Row]) -> SealedParts:
        """Return what is sealed; one that shall stop goes on with nothing, and needs none."""
        if row["cancel_requested_at"] is not None:
            return SealedParts()
        return parts_of(await self._sealer.open(tenant_id, sealed))

    async def _rows(
        self, membership: Membership, tenant_id: TenantId, ids: Sequence[UUID]
    ) -> tuple[list[Row], dict[UUID, list[Row]], dict[UUID, list[Row]]]:
        journals: dict[UUID, list[Row]] = defaultdict(list)
        sealed: dict[UUID, list[Row]] = defaultdict(list)
        try:
            async with self._database.begin(TenantScope(tenant_id)) as tx:
                await membership.hold(tx)
                rows = await worker_queries.claim_executions(tx, membership.id, ids)
                begun = [row["id"] for row in rows if _has_journal(row)]
                if begun:
                    for one in await worker_queries.load_journals(tx, begun):
                        journals[one["execution_id"]].append(one)
                masked = [row["id"] for row in rows if row["is_sealed"]]
                if masked:
                    for one in await sealed_queries.load_sealed(tx, masked):
                        sealed[one["execution_id"]].append(one)
        except psycopg.Error as error:
            if error.sqlstate == DEAD:
                raise DeclaredDead from error
            raise
        return rows, journals, sealed

    async def _assignment(
        self, tenant_id: TenantId, row: Row, journal: Sequence[Row], parts: SealedParts
    ) -> Assignment:
        content_hash = row["content_hash"]
        plan = self._plans.find(content_hash)
        if plan is None:
            plan = await self._plans.make(content_hash, await self._document(tenant_id, row))
        limit_ms, inputs = row["time_limit_ms"], parts.inputs(row["input"])
        secrets = await self._known.of(
            tenant_id,
            row["workflow_id"],
            plan,
            inputs,
            more=parts.secrets,
            is_masked=row["cancel_requested_at"] is not None,
        )
        return Assignment(
            id=ExecutionId(row["id"]),
            tenant_id=tenant_id,
            workflow_id=WorkflowId(row["workflow_id"]),
            plan=plan,
            inputs=inputs,
            started_by=row["started_by"],
            trigger=row["trigger"],
            content_hash=content_hash,
            attempt=row["attempt"],
            seed=row["seed"],
            key_root=row["key_root"],
            journal=parts.journal(journal),
            started_at=row["started_at"],
            time_limit_s=None if limit_ms is None else limit_ms / 1e3,
            active_s=row["active_ms"] / 1e3,
            depth=row["depth"],
            signals=row["signals"],
            trigger_node=row["trigger_node"],
            target_node=row["target_node"],
            pinned=parts.pins(row["pinned"]),
            secrets=secrets,
            is_cancelled=row["cancel_requested_at"] is not None,
        )

    async def _document(self, tenant_id: TenantId, row: Row) -> bytes:
        async with self._database.begin(TenantScope(tenant_id)) as tx:
            document = await executed_document(tx, row)
        if document is None:
            raise LookupError("the document that was to be executed is gone")
        return document


def _has_journal(row: Row) -> bool:
    """Whether there may be entries to go on from; nobody goes on with what is given up."""
    return row["dead_at"] is None and (row["attempt"] > 1 or row["retried_from"] is not None)
