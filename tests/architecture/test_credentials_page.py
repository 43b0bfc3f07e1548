"""The kinds in the page of credentials are those of the code."""

import runpy
from typing import Any

from tests.architecture.repository import ROOT

_FOLDER = ROOT / "docs" / "reference"


def test_the_kinds_in_the_page_are_generated_from_the_code() -> None:
    generate: dict[str, Any] = runpy.run_path(str(_FOLDER / "credentials.py"))

    written = (_FOLDER / "credentials.md").read_text(encoding="utf-8")

    assert written == generate["page"](), "run docs/reference/credentials.py"
