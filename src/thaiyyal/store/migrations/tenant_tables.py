"""Row-level security and rights of tables that belong to tenants, as every one of them has them."""

from typing import LiteralString

from thaiyyal.store.migrations.raw import run

_GUARD: LiteralString = """
ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {0} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON {0} USING (tenant_id = current_tenant())
  WITH CHECK (tenant_id = current_tenant());
CREATE POLICY owner ON {0} TO thaiyyal_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON {0} TO thaiyyal_app;
"""


def guard(*tables: LiteralString) -> None:
    """Let tenants see only their own rows of these tables."""
    for table in tables:
        run(_GUARD.format(table))
