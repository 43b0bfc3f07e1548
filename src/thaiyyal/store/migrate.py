"""Bring the schema up or down. Imported only by who migrates: Alembic takes its time to load."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, pool
from sqlalchemy.exc import DBAPIError

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.revision import head_revision

_HERE = Path(__file__).parent / "migrations"
_LOCK = "SELECT pg_advisory_lock(hashtext('thaiyyal.migrate'))"


class MigrationFailed(ThaiyyalError):
    """The schema could not be brought where it was wanted; nothing was changed half-way."""

    code = "migration_failed"
    kind = Kind.CONFLICT


def upgrade(conninfo: str, revision: str = "head") -> None:
    """Bring the schema up to a revision, one migrator at a time; each revision is a transaction.

    Raises:
        DatabaseUnavailable: It cannot be reached.
        MigrationFailed: The database refused a statement, or is newer than this program.
    """
    with _migrating(conninfo) as config:
        command.upgrade(config, revision)


def downgrade(conninfo: str, revision: str) -> None:
    """Bring the schema down to a revision; ``base`` drops everything.

    Raises:
        DatabaseUnavailable, MigrationFailed: As ``upgrade``.
    """
    with _migrating(conninfo) as config:
        command.downgrade(config, revision)


@contextmanager
def _migrating(conninfo: str) -> Iterator[Config]:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os" if os.sep == "/" else "newline")
    with (
        _told(),
        _connected(conninfo) as connection,
        psycopg.connect(conninfo, autocommit=True) as guard,
    ):
        if not _owner_exists(connection):
            raise MigrationFailed(
                "the role thaiyyal_owner does not exist; an administrator makes it with what "
                "`thaiyyal migrate --roles` prints"
            )
        guard.execute(_LOCK)
        config.attributes["connection"] = connection
        _refuse_a_newer_one(connection)
        yield config


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise MigrationFailed(f"this cannot be migrated: {error}") from error
    except (psycopg.Error, DBAPIError) as error:
        raise MigrationFailed(f"the database refused a migration: {_first(error)}") from error


def _refuse_a_newer_one(connection: Connection) -> None:
    """Say so when a later version of the program was here before."""
    revision = MigrationContext.configure(connection).get_current_revision()
    connection.commit()
    known = {script.revision for script in ScriptDirectory(str(_HERE)).walk_revisions()}
    if revision is not None and revision not in known:
        raise MigrationFailed(
            f"the database is at revision {revision}, which is newer than this program, whose "
            f"newest is {head_revision()}; install the version that made it, or restore a backup"
        )


def _first(error: Exception) -> str:
    """Return the first line of what the driver says; the rest repeats the statement."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


@contextmanager
def _connected(conninfo: str) -> Iterator[Connection]:
    """Connect as the owner, whatever the login is called that may act as the owner."""
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo), poolclass=pool.NullPool
    )
    try:
        with _reached(engine) as connection:
            if _owner_exists(connection):
                connection.exec_driver_sql("SET ROLE thaiyyal_owner")
            connection.commit()
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def _reached(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except (psycopg.Error, DBAPIError) as error:
        raise DatabaseUnavailable(
            f"the database cannot be reached: {_first(error)}; is it running, and is the address "
            "right?"
        ) from error


def _owner_exists(connection: Connection) -> bool:
    return bool(
        connection.exec_driver_sql("SELECT to_regrole('thaiyyal_owner') IS NOT NULL").scalar()
    )
