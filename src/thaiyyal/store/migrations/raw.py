"""Run SQL as it is written, on the driver's own connection: no `%` and no `:` means anything."""

from typing import Any, LiteralString

from alembic import op


def run(statements: LiteralString) -> None:
    """Run one or more statements inside the revision's transaction."""
    driver: Any = op.get_bind().connection.driver_connection
    driver.execute(statements)
