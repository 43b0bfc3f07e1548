"""Plans of statements as the program sends them: PostgreSQL tells each one as it ends.

The extension auto_explain does it, so that nothing is planned differently for being looked at:
same role, same scope, same row-level security, same way of binding parameters. Statements inside
functions are told too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from psycopg.errors import Diagnostic

from tests.integration.plans.filled import as_admin
from thaiyyal.testing.platform import Platform

_TELL = """
DO $$
DECLARE setting record;
BEGIN
  FOR setting IN SELECT * FROM (VALUES
    ('session_preload_libraries', 'auto_explain'), ('auto_explain.log_min_duration', '0'),
    ('auto_explain.log_analyze', 'on'), ('auto_explain.log_buffers', 'on'),
    ('auto_explain.log_timing', 'off'), ('auto_explain.log_nested_statements', 'on'),
    ('auto_explain.log_format', 'json'), ('auto_explain.log_level', 'notice')) AS s (name, value)
  LOOP
    EXECUTE format('ALTER DATABASE %I SET %s = %L', current_database(), setting.name,
                   setting.value);
  END LOOP;
END $$
"""
_PARENTS = """
SELECT c.relname, p.relname FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
"""


@dataclass(frozen=True, slots=True)
class Scan:
    """One visit of one table or partition. ``looked_at``: rows found there, also in vain."""

    table: str
    part: str
    index: str | None
    looked_at: float
    was_made: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """How one statement was carried out. ``arbiters``: indexes that found what was there."""

    statement: str
    blocks: int
    scans: tuple[Scan, ...]
    arbiters: tuple[str, ...]


@dataclass(slots=True)
class Plans:
    """What the statements of the last request did."""

    parents: dict[str, str]
    told: list[Plan] = field(default_factory=list)

    def note(self, notice: Diagnostic) -> None:
        """Read one notice of the server."""
        head, _, text = (notice.message_primary or "").partition("plan:\n")
        if head.startswith("duration:"):
            told = json.loads(text)
            self.told.append(self._plan(told["Query Text"], told["Plan"]))

    @property
    def blocks(self) -> int:
        """How many blocks were looked at, in memory or not."""
        return sum(plan.blocks for plan in self.told)

    @property
    def statements(self) -> int:
        """How many statements there were, those inside functions too."""
        return len(self.told)

    @property
    def scans(self) -> list[Scan]:
        """All visits that really happened."""
        return [scan for plan in self.told for scan in plan.scans if scan.was_made]

    @property
    def indexes(self) -> set[str]:
        """The indexes that were used; those of partitions by the name of their parent's."""
        scanned = {scan.index for scan in self.scans if scan.index}
        return scanned.union(*(plan.arbiters for plan in self.told))

    def _plan(self, text: str, root: dict[str, Any]) -> Plan:
        scans = tuple(self._scan(node) for node in _nodes(root) if _is_scan(node))
        blocks = root["Shared Hit Blocks"] + root["Shared Read Blocks"]
        return Plan(text, blocks, scans, tuple(root.get("Conflict Arbiter Indexes", ())))

    def _scan(self, node: dict[str, Any]) -> Scan:
        index, part = node.get("Index Name", ""), node.get("Relation Name", "")
        table = self.parents.get(part, part)
        loops = node["Actual Loops"]
        in_vain = node.get("Rows Removed by Filter", 0) + node.get(
            "Rows Removed by Index Recheck", 0
        )
        rows = (node["Actual Rows"] + in_vain) * loops
        name = self.parents.get(index, index) or None
        return Scan(table, part, name, rows, loops > 0, node["Node Type"] == "Seq Scan")


def watched(platform: Platform) -> Plans:
    """Return where the plans of a platform's statements will be; it has one connection."""
    with as_admin(platform) as connection:
        plans = Plans(dict(connection.execute(_PARENTS).fetchall()))
    platform.run(_listen(platform, plans))
    return plans


def let_be_told(platform: Platform) -> None:
    """Let later connections to a platform's database tell their plans."""
    with as_admin(platform) as connection:
        connection.execute(_TELL)


async def _listen(platform: Platform, plans: Plans) -> None:
    async with platform.database.begin() as tx:
        tx.connection.add_notice_handler(plans.note)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _is_scan(node: dict[str, Any]) -> bool:
    return "Relation Name" in node or "Index Name" in node
