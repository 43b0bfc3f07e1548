"""The page about queries names what the tests of plans prove."""

from tests.architecture.repository import ROOT
from tests.integration.plans.lookups import LOOK_UPS
from tests.integration.plans.reads import ALL_MEMBERS, ALL_WORKFLOWS, MONTH, READS

_PAGE = (ROOT / "docs" / "explain" / "queries.md").read_text(encoding="utf-8")
_LATER = (
    (ROOT / "src/thaiyyal/store/migrations/versions/0011_durable_executions.py")
    .read_text("utf-8")
    .splitlines()
)
_INDEXES = (ROOT / "src/thaiyyal/store/migrations/versions/0006_indexes.py").read_text("utf-8")


def test_every_index_that_a_hot_statement_goes_along_is_named() -> None:
    proved = {read.index for read in READS if read.most not in {ALL_WORKFLOWS, ALL_MEMBERS, MONTH}}
    proved |= {name for look_up in LOOK_UPS for name in look_up.indexes}

    assert sorted(name for name in proved if f"`{name}`" not in _PAGE) == []


def test_every_index_of_the_largest_tables_is_proved_by_a_plan() -> None:
    made = {line.split()[2] for line in _INDEXES.splitlines() if line.startswith("CREATE INDEX")}
    made -= {line.split()[2].strip(";") for line in _LATER if line.startswith("DROP INDEX")}
    proved = {read.index for read in READS} | {n for at in LOOK_UPS for n in at.indexes}
    watched = ("workflows_", "executions_", "audit_logs_")

    assert {name for name in made if name.startswith(watched)} - proved == set()
