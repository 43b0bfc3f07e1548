"""Verifying a tenant's log against its chain, page by page: a log of any size, no long transaction.

Entries are written, sealed and trimmed meanwhile; none of that is a problem.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from thaiyyal.features.audit import queries
from thaiyyal.features.audit.chain import (
    START,
    Place,
    Problem,
    ProblemKind,
    Verdict,
    follow_chain,
    problem_with_head,
    problem_with_noted,
)
from thaiyyal.features.audit.entry import Entry
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.store.unit_of_work import Database

PAGE = 500


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found. It is complete when it came to the end or to a problem."""

    verdict: Verdict
    head: Place | None
    tail: queries.Tail
    is_complete: bool


@dataclass(frozen=True, slots=True)
class _Page:
    entries: list[Entry]
    ends: queries.Ends


async def verify_log(
    database: Database,
    scope: TenantScope,
    *,
    after: int | None = None,
    most: int | None = None,
    noted: Place | None = None,
) -> Verification:
    """Verify the log of the scope's tenant, up to the first problem.

    Args:
        after: Number of the entry to begin after; its hash is taken as it is stored.
        most: How many entries to verify at most.
        noted: A place that was written down earlier and must still be part of the chain.

    Raises:
        NotFound: There is no sealed entry with the number ``after``.
    """
    while True:  # each further turn needs one more cut of the log meanwhile
        walk = _Walk(database, scope, noted=noted, most=most)
        verdict, head, is_complete = await walk.go(await _start(database, scope, after))
        if verdict.problem is None or not await _was_trimmed(database, scope, verdict.end):
            break
    async with database.begin(scope) as tx:
        tail = await queries.unsealed_tail(tx)
    return Verification(verdict, head, tail, is_complete)


async def _start(database: Database, scope: TenantScope, after: int | None) -> Place:
    async with database.begin(scope) as tx:
        checkpoint = (await queries.ends_of_chain(tx)).checkpoint
        if after is None or after <= checkpoint.seq:
            return checkpoint
        place = await queries.stored_place(tx, after)
    if place is None:
        raise NotFound(f"there is no sealed entry {after}; begin without `after`")
    return place


async def _was_trimmed(database: Database, scope: TenantScope, end: Place) -> bool:
    """Whether retention went past the place where a problem was found: then it is none."""
    async with database.begin(scope) as tx:
        return (await queries.ends_of_chain(tx)).checkpoint.seq > end.seq


@dataclass(slots=True)
class _Walk:
    """One way along a chain."""

    database: Database
    scope: TenantScope
    noted: Place | None
    most: int | None

    async def go(self, start: Place) -> tuple[Verdict, Place | None, bool]:
        """Return the verdict, the recorded head, and whether the end was reached."""
        verdict = Verdict(0, start, start, problem_with_noted(start, self.noted))
        last_id: UUID | None = None
        while True:
            page = await self._page(verdict, last_id)
            verdict = _with_page(verdict, page, self.noted)
            if verdict.problem is not None:
                return verdict, page.ends.head, True
            if not page.entries:
                problem = problem_with_head(verdict.end, page.ends.head)
                problem = problem or _gone(verdict.end, self.noted)
                return replace(verdict, problem=problem), page.ends.head, True
            if self.most is not None and verdict.entries >= self.most:
                return verdict, page.ends.head, False
            last_id = page.entries[-1].id

    async def _page(self, so_far: Verdict, last_id: UUID | None) -> _Page:
        """Read the recorded ends first: what they promise is then there to be read."""
        left = PAGE if self.most is None else min(PAGE, self.most - so_far.entries)
        async with self.database.begin(self.scope) as tx:
            ends = await queries.ends_of_chain(tx)
            entries = await queries.sealed_after(tx, so_far.end.seq, last_id, most=left)
        return _Page(entries, ends)


def _with_page(so_far: Verdict, page: _Page, noted: Place | None) -> Verdict:
    problem = so_far.problem or _stray(page.ends)
    if problem is not None:
        return replace(so_far, problem=problem)
    found = follow_chain(page.entries, so_far.end, noted=noted)
    return Verdict(so_far.entries + found.entries, so_far.start, found.end, found.problem)


def _stray(ends: queries.Ends) -> Problem | None:
    """Return what is wrong when sealed entries are outside of the recorded ends of the chain."""
    if ends.is_before:
        seq = ends.checkpoint.seq
        message = f"an entry has a number that is not above {seq}, where the log was cut"
        return Problem(ProblemKind.INSERTED, seq, message)
    if ends.is_beyond:
        seq = (ends.head or START).seq
        message = f"an entry has a number above {seq}, where the chain is recorded to end"
        return Problem(ProblemKind.HEAD_DIFFERS, seq, message)
    return None


def _gone(end: Place, noted: Place | None) -> Problem | None:
    """Return what is wrong when the chain ends before the noted place."""
    if noted is None or noted.seq <= end.seq:
        return None
    message = f"entry {noted.seq} was noted, but the chain ends at {end.seq}"
    return Problem(ProblemKind.NOTED_DIFFERS, noted.seq, message)
