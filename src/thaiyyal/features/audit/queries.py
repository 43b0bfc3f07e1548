"""All SQL of the audit log."""

from typing import Any

from thaiyyal.store.transaction import Transaction

_INSERT = """
INSERT INTO audit_logs (tenant_id, id, at, actor_kind, user_id, api_key_id, action, resource_type,
  resource_id, status, address, user_agent, request_id, before, after, details)
VALUES (%(tenant_id)s, %(id)s, %(at)s, %(actor_kind)s, %(user_id)s, %(api_key_id)s, %(action)s,
  %(resource_type)s, %(resource_id)s, %(status)s, %(address)s::inet, %(user_agent)s,
  %(request_id)s, %(before)s, %(after)s, %(details)s)
"""


async def insert_entry(tx: Transaction, entry: dict[str, Any]) -> None:
    """Write one entry; it is sealed later."""
    await tx.run(_INSERT, entry)
