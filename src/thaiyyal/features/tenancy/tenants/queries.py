"""SQL of tenants: one's own, and all of them for the platform's owner."""

from datetime import timedelta
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb

from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = sql.SQL("""
SELECT t.id, t.slug, t.name, t.plan, t.status, t.settings, t.revision, t.created_at, t.updated_at
FROM tenants t
""")
_OWN = _COLUMNS + sql.SQL("WHERE t.id = current_tenant()")
_ONE = _COLUMNS + sql.SQL("WHERE t.id = %(tenant_id)s")
_BY_SLUG = _COLUMNS + sql.SQL("WHERE t.slug = %(slug)s")
_LIST = _COLUMNS + sql.SQL("""
WHERE (%(q)s::text IS NULL OR position(lower(%(q)s) IN lower(t.name || ' ' || t.slug)) > 0)
  AND (%(status)s::text IS NULL OR t.status = %(status)s)
  AND (%(plan)s::text IS NULL OR t.plan = %(plan)s)
  AND (%(after)s::text IS NULL OR t.slug > %(after)s)
ORDER BY t.slug LIMIT %(limit)s
""")
_UPDATE = """
UPDATE tenants SET name = %(name)s, settings = %(settings)s, revision = revision + 1,
  updated_at = now()
WHERE id = current_tenant() AND revision = %(revision)s
"""
_SET_STATUS = """
UPDATE tenants SET status = %(status)s, revision = revision + 1, updated_at = now()
WHERE id = current_tenant() AND status <> %(status)s
"""
_SET_PLAN = """
UPDATE tenants SET plan = %(plan)s, revision = revision + 1, updated_at = now()
WHERE id = current_tenant() AND plan <> %(plan)s
"""
_PLANS = "SELECT name, description, limits FROM plans ORDER BY name"
_PLAN_EXISTS = "SELECT EXISTS (SELECT FROM plans WHERE name = %(plan)s)"
_TO_ERASE = """
SELECT id, slug, name FROM tenants
WHERE status = 'deleting' AND updated_at <= now() - %(grace)s::interval ORDER BY id
"""
_ERASE = "SELECT erase_tenant(%(tenant_id)s, %(most)s)"
_ALL_ACTIVE = "SELECT id FROM tenants WHERE status = 'active' ORDER BY id"


async def load_own(tx: Transaction) -> Row | None:
    """Return the tenant of the transaction's scope."""
    return await tx.row(_OWN)


async def load_tenant(tx: Transaction, tenant_id: UUID) -> Row | None:
    """Return any tenant, in a transaction of the platform."""
    return await tx.row(_ONE, {"tenant_id": tenant_id})


async def load_by_slug(tx: Transaction, slug: str) -> Row | None:
    """Return the tenant of a short name, in a transaction of the platform."""
    return await tx.row(_BY_SLUG, {"slug": slug})


async def list_tenants(
    tx: Transaction,
    *,
    q: str | None,
    status: str | None,
    plan: str | None,
    after: str | None,
    limit: int,
) -> list[Row]:
    """Return tenants by short name, in a transaction of the platform."""
    params = {"q": q, "status": status, "plan": plan, "after": after, "limit": limit}
    return await tx.rows(_LIST, params)


async def update_own(
    tx: Transaction, *, name: str, settings: dict[str, object], revision: int
) -> bool:
    """Change the scope's tenant; whether it still was at this revision."""
    params = {"name": name, "settings": Jsonb(settings), "revision": revision}
    return await tx.run(_UPDATE, params) > 0


async def set_status(tx: Transaction, status: str) -> bool:
    """Open or close the scope's tenant; whether that changed anything."""
    return await tx.run(_SET_STATUS, {"status": status}) > 0


async def set_plan(tx: Transaction, plan: str) -> bool:
    """Give the scope's tenant another plan; whether that changed anything."""
    return await tx.run(_SET_PLAN, {"plan": plan}) > 0


async def list_plans(tx: Transaction) -> list[Row]:
    """Return all plans with their limits."""
    return await tx.rows(_PLANS)


async def plan_exists(tx: Transaction, plan: str) -> bool:
    """Whether there is such a plan."""
    return bool(await tx.value(_PLAN_EXISTS, {"plan": plan}))


async def list_to_erase(tx: Transaction, grace: timedelta) -> list[Row]:
    """Return tenants that were deleted long enough ago, in a transaction of the platform."""
    return await tx.rows(_TO_ERASE, {"grace": grace})


async def erase_some(tx: Transaction, tenant_id: TenantId, *, most: int) -> bool | None:
    """Erase up to ``most`` rows of each kind; True: the tenant is gone, None: it is not to go."""
    found: bool | None = await tx.value(_ERASE, {"tenant_id": tenant_id, "most": most})
    return found


async def list_active_ids(tx: Transaction) -> list[TenantId]:
    """Return all open tenants, in a transaction of the platform."""
    return [TenantId(row["id"]) for row in await tx.rows(_ALL_ACTIVE)]
