"""Every decision follows the template, is numbered without a gap and is listed in the index."""

from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

_FOLDER = ROOT / "docs" / "decisions"
_DECISIONS = sorted(_FOLDER.glob("[0-9]*.md"))
_PARTS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]


@pytest.mark.parametrize("page", _DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_all_parts_in_order(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()

    assert [line[3:] for line in lines if line.startswith("## ")] == _PARTS


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in _DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_index_lists_every_decision() -> None:
    index = (_FOLDER / "README.md").read_text(encoding="utf-8")

    assert [page.name for page in _DECISIONS if f"({page.name})" not in index] == []
