"""The table of criteria names places that exist, and every criterion once."""

import re

import pytest

from tests.architecture.repository import ROOT

_PAGE = ROOT / "docs" / "criteria.md"
_ROW = re.compile(r"^\| ([A-Z]+-\d{3}\.\d+) \|(.*)\|$", re.MULTILINE)
_PLACE = re.compile(r"`([^`]+)`")
_ROWS = _ROW.findall(_PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("criterion", "cells"), _ROWS, ids=[row[0] for row in _ROWS])
def test_the_places_of_a_criterion_exist(criterion: str, cells: str) -> None:
    missing = [place for place in _PLACE.findall(cells) if not (ROOT / place).exists()]

    assert missing == [], criterion


def test_no_criterion_is_listed_twice() -> None:
    names = [criterion for criterion, _ in _ROWS]

    assert len(names) == len(set(names))
