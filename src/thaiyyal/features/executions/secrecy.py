"""What is secret in an execution, for who looks at it or sends it something from outside."""

from collections.abc import Sequence
from uuid import UUID

from thaiyyal.engine import Plan
from thaiyyal.features.executions import sealed_queries
from thaiyyal.features.executions.documents import executed_document
from thaiyyal.features.executions.known_secrets import KnownSecrets
from thaiyyal.features.executions.plans import Plans
from thaiyyal.features.executions.sealed_parts import SealedParts, parts_of
from thaiyyal.features.executions.sealing import Sealer, Whole
from thaiyyal.features.routing import Services
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.store.transaction import Row, Transaction


async def load_parts(tx: Transaction, services: Services, row: Row) -> SealedParts:
    """Return what is sealed of an execution whose row has ``id`` and ``is_sealed``."""
    if not row["is_sealed"]:
        return SealedParts()
    rows = await sealed_queries.load_sealed(tx, [row["id"]])
    return parts_of(await services.get(Sealer).open(_tenant(tx), rows, tx=tx))


async def load_plan(tx: Transaction, plans: Plans, row: Row) -> Plan:
    """Return the plan of what an execution executes.

    Raises:
        NotFound: The document is gone.
        InvalidDocument: It cannot run any more.
    """
    plan = plans.find(row["content_hash"])
    if plan is not None:
        return plan
    return await plans.make(row["content_hash"], await _document(tx, row))


async def load_secrets(tx: Transaction, services: Services, id_: UUID) -> SecretValues:
    """Return what is to be masked in what an execution is sent, or shows.

    Raises:
        NotFound: It, or what it executes, is gone.
    """
    row = await sealed_queries.load_outline(tx, id_)
    if row is None:
        raise NotFound("there is no such execution")
    parts = await load_parts(tx, services, row)
    plan = await load_plan(tx, services.get(Plans), row)
    known = services.get(KnownSecrets)
    found = await known.of(_tenant(tx), row["workflow_id"], plan, (), more=parts.secrets, tx=tx)
    return SecretValues(found)


async def seal_in(tx: Transaction, services: Services, id_: UUID, wholes: Sequence[Whole]) -> None:
    """Store values sealed, as part of a transaction of the tenant that is repeated.

    Raises:
        CannotSeal: The tenant's key is out of reach.
    """
    if wholes:
        sealed = await services.get(Sealer).seal(_tenant(tx), id_, wholes, tx=tx)
        await sealed_queries.insert_sealed(tx, id_, sealed)


def _tenant(tx: Transaction) -> TenantId:
    assert tx.scope.tenant_id is not None
    return tx.scope.tenant_id


async def _document(tx: Transaction, row: Row) -> bytes:
    document = await executed_document(tx, row)
    if document is None:
        raise NotFound("what this execution executed is gone")
    return document
