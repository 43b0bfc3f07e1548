"""The only place that tells the database which tenant and which user a transaction is for."""

from functools import lru_cache

from psycopg import sql

from thaiyyal.kernel.actor import TenantScope

_BEGIN = sql.SQL(
    "BEGIN; SELECT set_config('thaiyyal.tenant_id', {tenant}, true),"
    " set_config('thaiyyal.user_id', {user}, true)"
)


@lru_cache(maxsize=4_096)
def begin_statement(scope: TenantScope) -> bytes:
    """Return the statements that open a transaction for ``scope``, to be sent in one message.

    The settings end with the transaction, so that a pooled connection carries nothing over.
    """
    return _BEGIN.format(
        tenant=sql.Literal(str(scope.tenant_id or "")), user=sql.Literal(str(scope.user_id or ""))
    ).as_bytes()


@lru_cache(maxsize=4_096)
def switch_statement(scope: TenantScope) -> bytes:
    """Return the statement that makes a transaction that is open one for ``scope``."""
    return begin_statement(scope).removeprefix(b"BEGIN; ")
