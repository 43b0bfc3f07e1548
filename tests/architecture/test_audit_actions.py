"""The page of the audit log lists the actions that the code has."""

import runpy
from typing import Any

from tests.architecture.repository import ROOT

_FOLDER = ROOT / "docs" / "reference"


def test_the_actions_in_the_page_are_generated_from_the_code() -> None:
    generate: dict[str, Any] = runpy.run_path(str(_FOLDER / "audit.py"))

    written = (_FOLDER / "audit.md").read_text(encoding="utf-8")

    assert written == generate["page"](), "run docs/reference/audit.py"
