"""Opening the database of a test, and acting on it from outside as its administrator."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.unit_of_work import Database

PATIENT = PoolSettings(smallest=1, largest=4, wait_s=20)
_BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = %(name)s AND usename = 'thaiyyal_app'"

_ASLEEP = """
SELECT FROM pg_stat_activity WHERE datname = %(name)s AND wait_event = 'PgSleep'
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One database of a server."""

    server: EmbeddedServer
    name: str

    @property
    def app(self) -> str:
        """How the application connects."""
        return self.server.conninfo(user="thaiyyal_app", database=self.name)

    @property
    def owner(self) -> str:
        """How the schema's owner connects."""
        return self.server.conninfo(user="thaiyyal_owner", database=self.name)

    def admin(self) -> psycopg.Connection[Any]:
        """Connect as the administrator of the server."""
        conninfo = self.server.conninfo(user="thaiyyal_admin", database=self.name)
        return psycopg.connect(conninfo, autocommit=True)

    def backends(self) -> list[int]:
        """Return the processes that serve the application."""
        with self.admin() as admin:
            return [pid for (pid,) in admin.execute(_BACKENDS, {"name": self.name})]

    async def end(self, *pids: int) -> None:
        """End processes of the server, and wait until they are gone."""
        with self.admin() as admin:
            for pid in pids:
                admin.execute("SELECT pg_terminate_backend(%(pid)s)", {"pid": pid})
        await until(lambda: not set(pids) & set(self.backends()))

    def is_asleep(self) -> bool:
        """Whether a statement of the application sleeps."""
        with self.admin() as admin:
            return admin.execute(_ASLEEP, {"name": self.name}).fetchone() is not None

    def amount(self, name: str) -> int:
        """Return what is stored, as everybody sees it."""
        with psycopg.connect(self.owner, autocommit=True) as owner:
            row = owner.execute("SELECT amount FROM things WHERE name = %(n)s", {"n": name})
            return int(row.fetchone()[0])  # type: ignore[index]


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so that only asking can tell."""
    while not condition():  # noqa: ASYNC110 - it happens in another process
        await asyncio.sleep(0.01)


@asynccontextmanager
async def opened(place: Place, settings: PoolSettings = PATIENT) -> AsyncIterator[Database]:
    """Yield the application's database, open."""
    database = Database(place.app, settings)
    await database.open()
    try:
        yield database
    finally:
        await database.close()
