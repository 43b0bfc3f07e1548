"""Logs to test on: entries of a tenant, the owner's own statements, the sealer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from thaiyyal.features.audit import Change, record
from thaiyyal.features.audit.jobs import seal
from thaiyyal.features.audit.verify import Verification, verify_log
from thaiyyal.kernel.actor import Actor, ActorKind, Origin, TenantScope
from thaiyyal.kernel.ids import TenantId, UserId, new_id
from thaiyyal.testing.platform import Person, Platform

ORIGIN = Origin("203.0.113.7", "Mozilla/5.0", "request-1")


@dataclass(frozen=True, slots=True)
class Log:
    """The log of one tenant, which nobody else writes to."""

    platform: Platform
    tenant_id: TenantId
    actor: Actor

    @property
    def scope(self) -> TenantScope:
        """What transactions of the tenant see."""
        return TenantScope(self.tenant_id)

    def write(self, *changes: Change, actor: Actor | None = None) -> None:
        """Record changes in one transaction."""
        self.platform.run(self._write(changes, actor or self.actor))

    def write_many(self, count: int) -> None:
        """Record changes of one kind."""
        self.write(*(change(number) for number in range(1, count + 1)))

    def seal(self) -> int:
        """Let the sealer come by."""
        return self.platform.run(seal(self.platform.database))

    def verify(self, **asked: Any) -> Verification:
        """Verify the log."""
        return self.platform.run(verify_log(self.platform.database, self.scope, **asked))

    def rows(self, order: str = "seq, id") -> list[dict[str, Any]]:
        """Return the rows as the schema's owner sees them."""
        rows = self.as_owner("SELECT * FROM audit_logs WHERE tenant_id = %s", self.tenant_id)
        names = order.split(", ")
        return sorted(rows, key=lambda row: [(row[n] is None, row[n]) for n in names])

    def as_owner(self, statement: str, *params: object) -> list[dict[str, Any]]:
        """Run a statement as the schema's owner, who sees and may change everything."""
        return as_owner(self.platform, statement, *params)

    async def _write(self, changes: Sequence[Change], actor: Actor) -> None:
        async with self.platform.database.begin(self.scope) as tx:
            for one in changes:
                await record(tx, actor, one)


def new_log(platform: Platform) -> Log:
    """Return an empty log of a tenant that has nothing else."""
    tenant_id = TenantId(new_id())
    actor = Actor(ActorKind.USER, UserId(new_id()), tenant_id, origin=ORIGIN)
    return Log(platform, tenant_id, actor)


def log_of(platform: Platform, person: Person) -> Log:
    """Return the log of somebody's tenant."""
    actor = Actor(ActorKind.USER, person.id, person.tenant_id, origin=ORIGIN)
    return Log(platform, person.tenant_id, actor)


def change(number: int) -> Change:
    """Return one of many changes."""
    return Change(
        "tenant.created",
        "workflow",
        UUID(int=number),
        before={"revision": number},
        after={"revision": number + 1},
    )


def as_owner(platform: Platform, statement: str, *params: object) -> list[dict[str, Any]]:
    """Run a statement as the schema's owner; return its rows, if it has any."""
    with psycopg.connect(platform.owner_conninfo(), row_factory=dict_row) as connection:
        cursor = connection.execute(statement.encode(), params)
        return cursor.fetchall() if cursor.description else []
