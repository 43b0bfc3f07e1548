"""The page of authorization says what the code decides."""

import re
import runpy
from typing import Any

from tests.architecture.repository import ROOT
from thaiyyal.features.tenancy.quotas import Metric
from thaiyyal.features.tenancy.roles.service import MOST_CUSTOM_ROLES

_FOLDER = ROOT / "docs" / "reference"
_SOURCE = ROOT / "src" / "thaiyyal"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def test_the_tables_of_roles_and_levels_are_generated_from_the_code() -> None:
    generate: dict[str, Any] = runpy.run_path(str(_FOLDER / "authorization.py"))

    assert _read("authorization.md") == generate["page"](), "run docs/reference/authorization.py"


def test_the_codes_of_refusals_in_the_page_are_those_of_the_code() -> None:
    codes = set(re.findall(r"\b40[39] `(\w+)`", _read("authorization.md")))
    source = "".join(path.read_text(encoding="utf-8") for path in _SOURCE.rglob("*.py"))

    assert codes
    assert [code for code in sorted(codes) if f'code = "{code}"' not in source] == []


def test_the_page_says_how_many_roles_a_tenant_may_have() -> None:
    assert f"may have {MOST_CUSTOM_ROLES} roles" in _read("authorization.md")


def test_every_metric_is_in_the_page_of_quotas() -> None:
    page = _read("quotas.md")

    assert [metric for metric in Metric if f"| `{metric}` |" not in page] == []
