"""What a transaction needs from elsewhere is looked up while none is open."""

import psycopg
import pytest

from thaiyyal.kernel.actor import TenantScope
from thaiyyal.store.transaction import Transaction
from thaiyyal.testing.platform import Platform

_STATE = "SELECT state FROM pg_stat_activity WHERE pid = %s"


class Elsewhere:
    """A place that is asked, and what the connection that did the work was doing then."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.backends: list[int] = []
        self.states: list[str] = []

    async def look(self) -> str:
        async with await psycopg.AsyncConnection.connect(
            self.platform.server.conninfo_owner
        ) as seen:
            row = await (await seen.execute(_STATE, [self.backends[-1]])).fetchone()
        self.states.append(row[0] if row else "gone")
        return f"look {len(self.states)}"

    async def fail(self) -> str:
        raise LookupError("away")


def test_the_work_is_done_again_with_what_was_found(platform: Platform) -> None:
    place = Elsewhere(platform)

    async def work(tx: Transaction) -> list[str]:
        place.backends.append(await tx.value("SELECT pg_backend_pid()"))
        return [tx.first(key, place.look) for key in ("a", "b", "a")]

    found = platform.run(platform.database.repeat(TenantScope(), work))

    assert found == ["look 1", "look 2", "look 1"]
    assert (place.states, len(place.backends)) == (["idle", "idle"], 3)


def test_nothing_is_committed_when_it_cannot_be_found(platform: Platform) -> None:
    owner, place = platform.make_tenant(), Elsewhere(platform)
    scope = TenantScope(owner.tenant_id)

    async def work(tx: Transaction) -> str:
        await tx.run("UPDATE tenants SET name = 'changed' WHERE id = current_tenant()")
        return tx.first("a", place.fail)

    with pytest.raises(LookupError, match="away"):
        platform.run(platform.database.repeat(scope, work))

    async def name(tx: Transaction) -> str:
        return str(await tx.value("SELECT name FROM tenants WHERE id = current_tenant()"))

    assert platform.run(platform.database.repeat(scope, name)) != "changed"
