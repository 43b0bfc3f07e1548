"""Sealing the secrets of webhooks with the newest key, while servers run."""

from uuid import UUID

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.triggers import webhook_queries
from thaiyyal.features.triggers.addresses import PURPOSE, open_secret, seal_secret
from thaiyyal.features.workflows.queries import all_tenants
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.unit_of_work import Database

_PAGE = 200


async def reseal_webhook_secrets(database: Database, keys: SealingKeys) -> tuple[int, list[UUID]]:
    """Seal anew what an older key has sealed; return how many, and whose no key here can open."""
    async with database.begin() as tx:
        tenants = await all_tenants(tx)
    count, unreadable = 0, list[UUID]()
    for tenant_id in tenants:
        count += await _reseal_of(database, keys, tenant_id, unreadable)
    return count, unreadable


async def _reseal_of(
    database: Database, keys: SealingKeys, tenant_id: TenantId, unreadable: list[UUID]
) -> int:
    count, after, is_more = 0, None, True
    while is_more:
        async with database.begin(TenantScope(tenant_id)) as tx:
            rows = await webhook_queries.list_sealed(tx, after=after, limit=_PAGE)
            for row in rows:
                old = bytes(row["sealed_secret"])
                try:
                    new = _sealed_anew(keys, old, tenant_id, row["id"])
                except UnreadableSecret:
                    unreadable.append(row["id"])
                    continue
                if new is not None:
                    count += await webhook_queries.replace_sealed(tx, row["id"], old=old, new=new)
        is_more = len(rows) == _PAGE
        after = rows[-1]["id"] if rows else None
    return count


def _sealed_anew(keys: SealingKeys, old: bytes, tenant_id: TenantId, id_: UUID) -> bytes | None:
    if not keys.box(PURPOSE).needs_resealing(old):
        return None
    secret = open_secret(keys, old, tenant_id=tenant_id, id_=id_)
    return None if secret is None else seal_secret(keys, secret, tenant_id=tenant_id, id_=id_)
