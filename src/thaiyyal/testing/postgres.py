"""Throw-away PostgreSQL servers and cheap databases for tests.

``temporary_server`` starts a real server in a temporary folder, ``fresh_database`` copies a
database that a test prepared once.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from thaiyyal.store.embedded import EmbeddedServer, Installation, Options, start_embedded


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new folder that the server's user can enter, and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="thaiyyal-test-"))
    try:
        if os.geteuid() == 0:
            folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def temporary_server(
    *,
    durable: bool = False,
    max_connections: int = 100,
    installations: tuple[Installation, ...] | None = None,
) -> Iterator[EmbeddedServer]:
    """Yield a running server whose data is gone afterwards; ``durable`` as in production."""
    options = Options(durable=durable, max_connections=max_connections, installations=installations)
    with temporary_folder() as folder:
        server = start_embedded(folder, options=options)
        try:
            yield server
        finally:
            server.stop()


def fresh_database(server: EmbeddedServer, template: str) -> str:
    """Return the name of a new database, a copy of ``template``, to which nobody is connected."""
    name = f"test_{uuid4().hex}"
    _as_owner(
        server,
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        ),
    )
    return name


def drop_database(server: EmbeddedServer, name: str) -> None:
    """Remove a database, whoever is connected to it."""
    _as_owner(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _as_owner(server: EmbeddedServer, statement: sql.Composed) -> None:
    conninfo = server.conninfo(user="thaiyyal_admin", database="postgres")
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(statement)
