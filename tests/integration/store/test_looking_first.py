"""What a transaction needs from elsewhere is looked up while none is open."""

import pytest

from thaiyyal.kernel.actor import TenantScope
from thaiyyal.store.transaction import Transaction
from thaiyyal.testing.platform import Platform


class Elsewhere:
    """A place that is asked, and what was open then."""

    def __init__(self, platform: Platform) -> None:
        self.database = platform.database
        self.lent: list[int] = []

    async def look(self) -> str:
        stats = self.database.pool_stats()
        self.lent.append(stats["pool_size"] - stats["pool_available"])
        return f"look {len(self.lent)}"

    async def fail(self) -> str:
        raise LookupError("away")


def test_the_work_is_done_again_with_what_was_found(platform: Platform) -> None:
    place, tries = Elsewhere(platform), list[int]()

    async def work(tx: Transaction) -> list[str]:
        tries.append(await tx.value("SELECT 1 AS one"))
        return [tx.first(key, place.look) for key in ("a", "b", "a")]

    found = platform.run(platform.database.repeat(TenantScope(), work))

    assert found == ["look 1", "look 2", "look 1"]
    assert (place.lent, tries) == ([0, 0], [1, 1, 1])


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
