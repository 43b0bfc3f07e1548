"""Run SQL as it is written, on the driver's own connection: no `%` and no `:` means anything."""

from pathlib import Path
from typing import Any, LiteralString

from alembic import op


def run(statements: LiteralString) -> None:
    """Run one or more statements inside the revision's transaction."""
    _driver().execute(statements)


def run_file(path: Path) -> None:
    """Run the statements of a file that belongs to a revision."""
    _driver().execute(path.read_bytes())


def _driver() -> Any:
    return op.get_bind().connection.driver_connection
