"""Which database the program uses: one that it is told, or a private one that it starts itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.settings import Settings
from thaiyyal.store.embedded import (
    Attached,
    EmbeddedInUse,
    EmbeddedServer,
    attach,
    start_embedded,
)
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.revision import head_revision, revision_of
from thaiyyal.store.roles import create_roles
from thaiyyal.store.unit_of_work import Database

OWNER, APP = "thaiyyal_owner", "thaiyyal_app"


class NoOwnerUrl(ThaiyyalError):
    """Something needs the schema's owner, and nobody said how to connect as one."""

    code = "no_owner_url"
    kind = Kind.CONFLICT


@dataclass(frozen=True, slots=True)
class Connections:
    """How to connect as the application and, where that is known, as the schema's owner.

    ``admin`` may make roles: the embedded server's own role.
    """

    app: str
    owner: str | None
    admin: str | None = None

    def as_owner(self) -> str:
        """Return how to connect as the owner.

        Raises:
            NoOwnerUrl: Nobody said.
        """
        if self.owner is None:
            raise NoOwnerUrl(
                "set THAIYYAL_MIGRATIONS__DATABASE_URL to the database as the role thaiyyal_owner"
            )
        return self.owner


@contextmanager
def connections(settings: Settings) -> Iterator[Connections]:
    """Yield how to connect; a private server runs until the end of the block."""
    owner_url = settings.migrations.database_url
    if settings.database_url is not None:
        owner = None if owner_url is None else owner_url.get_secret_value()
        yield Connections(settings.database_url.get_secret_value(), owner)
        return
    server = start_embedded(settings.data_dir)
    try:
        yield _of_embedded(server)
    finally:
        server.stop()


@contextmanager
def shared_connections(settings: Settings) -> Iterator[Connections]:
    """Yield how to connect, also to the private database of a running server, which goes on.

    For work beside a server: a private database that nobody serves runs until the end of the block.

    Raises:
        DatabaseUnavailable: Another process has the private database, and it is not ready.
    """
    with ExitStack() as held:
        try:
            found = held.enter_context(connections(settings))
        except EmbeddedInUse as error:
            found = _of_running(settings, error)
        yield found


def _of_running(settings: Settings, error: EmbeddedInUse) -> Connections:
    server = attach(settings.data_dir)
    if server is None:
        raise DatabaseUnavailable(error.message) from error
    return _of_embedded(server)


def bring_up_to_date(found: Connections) -> None:
    """Make the roles where that is possible, and migrate to the newest revision.

    Alembic is imported only when there is something to migrate: it costs half of a start.
    """
    if found.admin is not None:
        create_roles(found.admin)
    if revision_of(found.as_owner()) != head_revision():
        import_module("thaiyyal.store.migrate").upgrade(found.as_owner())


def database_from(settings: Settings, found: Connections) -> Database:
    """Return the application's database, still closed."""
    chosen = settings.database
    pool = PoolSettings(
        smallest=chosen.pool_min,
        largest=chosen.pool_max,
        wait_s=chosen.pool_timeout_s,
        connect_timeout_s=chosen.connect_timeout_s,
        statement_timeout_s=chosen.statement_timeout_s,
        slow_statement_ms=chosen.slow_statement_ms,
        active_executions=settings.limits.active_executions,
    )
    return Database(found.app, pool)


def _of_embedded(server: EmbeddedServer | Attached) -> Connections:
    return Connections(
        server.conninfo(user=APP), server.conninfo(user=OWNER), server.conninfo_owner
    )
