"""How Alembic runs here: on a connection given by `store.migrate`, one migrator at a time."""

from typing import Any

from alembic import context


def _run() -> None:
    connection: Any = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


_run()
