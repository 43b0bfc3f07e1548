"""SQL is written in few places: a slice's queries, the store, and its migrations."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, files, name

_STATEMENT = re.compile(
    r"\s*(?:SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s)"
)
_SOURCE = ROOT / "src" / "thaiyyal"
_PLACES = ("queries.py", "_queries.py")


def _sources() -> list[Path]:
    return [path for path in files(".py") if _SOURCE in path.parents]


def _may_have_sql(path: Path) -> bool:
    return path.name.endswith(_PLACES) or (_SOURCE / "store") in path.parents


@pytest.mark.parametrize("path", [p for p in _sources() if not _may_have_sql(p)], ids=name)
def test_a_module_has_no_statement(path: Path) -> None:
    found = [
        node.value.strip().partition("\n")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _STATEMENT.match(node.value)
    ]

    assert found == []


def test_only_the_store_commits() -> None:
    committing = [
        name(path)
        for path in _sources()
        if (_SOURCE / "store") not in path.parents
        and re.search(r"\.commit\(\)|\"COMMIT\"", path.read_text(encoding="utf-8"))
    ]

    assert committing == []


def test_only_one_module_sets_the_tenant() -> None:
    setting = [
        name(path)
        for path in _sources()
        if "set_config('thaiyyal." in path.read_text(encoding="utf-8")
    ]

    assert setting == ["src/thaiyyal/store/tenant_scope.py"]
