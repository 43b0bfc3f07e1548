"""The in-memory journal keeps the contract of journals."""

import asyncio

import pytest

from thaiyyal.testing.journal import InMemoryJournals
from thaiyyal.testing.journal_contract import JOURNAL_CHECKS, Check


@pytest.mark.parametrize("check", JOURNAL_CHECKS, ids=lambda check: check.__name__)
def test_the_journal_in_memory_keeps_the_contract(check: Check) -> None:
    asyncio.run(check(InMemoryJournals().open))
