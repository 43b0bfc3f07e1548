"""SQL of the rules that say where workflows may go."""

from collections.abc import Mapping, Sequence
from typing import Any

from thaiyyal.store.transaction import Row, Transaction

_LOAD = """
SELECT allow_domains, deny_domains, allow_networks, deny_networks, revision, updated_at
FROM outbound_rules WHERE tenant_id = current_tenant()
"""
_INSERT = """
INSERT INTO outbound_rules (tenant_id, allow_domains, deny_domains, allow_networks, deny_networks)
VALUES (current_tenant(), %(allow_domains)s, %(deny_domains)s, %(allow_networks)s,
  %(deny_networks)s)
ON CONFLICT (tenant_id) DO NOTHING
RETURNING allow_domains, deny_domains, allow_networks, deny_networks, revision, updated_at
"""
_UPDATE = """
UPDATE outbound_rules SET allow_domains = %(allow_domains)s, deny_domains = %(deny_domains)s,
  allow_networks = %(allow_networks)s, deny_networks = %(deny_networks)s,
  revision = revision + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND revision = %(revision)s
RETURNING allow_domains, deny_domains, allow_networks, deny_networks, revision, updated_at
"""
_CURRENT = """
SELECT t.slug, r.allow_domains, r.deny_domains, r.allow_networks, r.deny_networks,
  coalesce(r.revision, 0) AS revision
FROM tenants t LEFT JOIN outbound_rules r ON r.tenant_id = t.id WHERE t.id = current_tenant()
"""


async def load_rules(tx: Transaction) -> Row | None:
    """Return the rules of the scope's tenant; None when it never had any."""
    return await tx.row(_LOAD)


async def insert_rules(tx: Transaction, lists: Mapping[str, Sequence[str]]) -> Row | None:
    """Give the tenant its first rules; None when it has some by now."""
    return await tx.row(_INSERT, _params(lists))


async def update_rules(
    tx: Transaction, lists: Mapping[str, Sequence[str]], *, revision: int
) -> Row | None:
    """Change the rules; None when they are of another revision by now."""
    return await tx.row(_UPDATE, {**_params(lists), "revision": revision})


async def load_current(tx: Transaction) -> Row | None:
    """Return the short name of the scope's tenant and its lists, null when it has none."""
    return await tx.row(_CURRENT)


def _params(lists: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {name: list(entries) for name, entries in lists.items()}
