"""With 100,000 workflows and 1,000,000 executions, hot statements go along indexes.

Each request is repeated until PostgreSQL has made up its mind between a plan for the values and
one for all values; every one of the plans has to be good.
"""

from collections.abc import Iterator

import pytest

from tests.integration.plans.lookups import LOOK_UPS, Asked, LookUp
from tests.integration.plans.plans import Scan
from tests.integration.plans.reads import LISTS, ONE, READS, Read
from tests.integration.plans.world import World, filled_world
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.store.embedded import EmbeddedServer

REPEATED = 8
"""PostgreSQL compares the two kinds of plans after five."""
LOOKED_UP = 6 * ONE
"""What a function looks at is told twice: with its own statements, and with what calls it."""
LARGE = {
    "api_keys",
    "audit_logs",
    "executions",
    "idempotency_keys",
    "members",
    "sessions",
    "steps",
    "users",
    "workflow_versions",
    "workflows",
}


@pytest.fixture(scope="module")
def world(postgres: EmbeddedServer) -> Iterator[World]:
    """The filled database, made once."""
    with filled_world(postgres) as world:
        yield world


@pytest.mark.parametrize("read", READS, ids=lambda read: read.name)
def test_a_request_goes_along_its_index_and_looks_at_few_blocks(world: World, read: Read) -> None:
    blocks = []

    for _ in range(REPEATED):
        world.get(read.path, read.by)
        blocks.append(world.plans.blocks)

        assert read.index in world.plans.indexes
        assert read.counts or _read_whole(world) == []

    assert max(blocks[1:]) <= read.most


@pytest.mark.parametrize("read", LISTS, ids=lambda read: read.name)
def test_the_next_page_costs_what_the_first_did(world: World, read: Read) -> None:
    cursor = world.get(read.path, read.by)["next_cursor"]
    assert cursor is not None

    for _ in range(REPEATED):
        world.get(f"{read.path}{'&' if '?' in read.path else '?'}cursor={cursor}", read.by)

        assert read.index in world.plans.indexes

    assert world.plans.blocks <= read.most


@pytest.mark.parametrize("read", LISTS, ids=lambda read: read.name)
def test_a_longer_page_takes_no_more_statements(world: World, read: Read) -> None:
    mark = "&" if "?" in read.path else "?"

    world.get(f"{read.path}{mark}limit=2", read.by)
    of_two = world.plans.statements
    world.get(f"{read.path}{mark}limit=100", read.by)

    assert world.plans.statements == of_two


@pytest.mark.parametrize("look_up", LOOK_UPS, ids=lambda look_up: look_up.name)
def test_a_look_up_goes_along_its_index(world: World, look_up: LookUp) -> None:
    for _ in range(REPEATED):
        world.plans.told.clear()
        world.platform.run(_look_up(world, look_up))

        assert world.plans.indexes.intersection(look_up.indexes)
        assert _read_whole(world) == []

    assert world.plans.blocks <= LOOKED_UP


@pytest.mark.parametrize("path", ["/executions/{execution}", "/executions/{execution}/steps"])
def test_the_id_of_an_execution_tells_its_partition(world: World, path: str) -> None:
    for _ in range(REPEATED):
        world.get(path, "owner")

        for table in ("executions", "steps", "blobs"):
            assert len({scan.part for scan in world.plans.scans if scan.table == table}) <= 1


def test_figures_of_this_month_look_into_no_older_partition(world: World) -> None:
    world.get("/metrics", "owner")

    parts = {scan.part for scan in world.plans.scans if scan.table == "executions"}
    assert min(parts) == f"executions{world.this_month}"


@pytest.mark.parametrize("by", ["owner", "editor"])
def test_the_newest_executions_are_found_without_reading_the_others(world: World, by: str) -> None:
    world.get("/executions", by)

    looked_at = sum(scan.looked_at for scan in world.plans.scans if scan.table == "executions")
    assert 51 <= looked_at <= 4 * 51


async def _look_up(world: World, look_up: LookUp) -> None:
    tenant, editor = TenantId(world.names["tenant"]), UserId(world.names["editor"])
    async with world.platform.database.begin(TenantScope(tenant, editor)) as tx:
        await look_up.run(
            Asked(tx, tenant, editor, world.names["api_key"], world.names["execution"])
        )


def _read_whole(world: World) -> list[Scan]:
    """Return what read the rows of all tenants."""
    return [s for s in world.plans.scans if s.is_whole and s.looked_at > 0 and s.table in LARGE]
