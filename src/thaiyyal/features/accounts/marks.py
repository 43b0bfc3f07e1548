"""Whether anything about somebody has changed: asked for all who are asked about, in one look.

For answers that take long: a thousand of them cost what one statement costs, a few times a second.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from thaiyyal.features.accounts import queries
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.unit_of_work import Database

MARKS_KEPT_S = 0.2
_AWAY_S = 0.5
"""When the database is away, nobody else tries for so long: they would wait one after the other."""
_FORGOTTEN_S = 5.0
"""Somebody who was not asked about for so long is looked at no more."""
Credential: TypeAlias = "queries.Credential"


@dataclass(slots=True)
class Marks:
    """The marks of those who are asked about, not older than ``kept_s``. For one event loop.

    A mark stands for everything that decides who somebody is and what they may do.
    """

    database: Database
    monotonic: Callable[[], float]
    kept_s: float = MARKS_KEPT_S
    _asked_at: dict[Credential, float] = field(default_factory=dict)
    _known: dict[Credential, int | None] = field(default_factory=dict)
    _looked_at: float = float("-inf")
    _failed_at: float = float("-inf")
    _trouble: str | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def is_same(self, actor: Actor, before: int | None) -> tuple[bool, int | None]:
        """Return whether somebody is as they were, and the mark to compare with the next time.

        Nobody can say the first time, when ``before`` is None, and until the next look at
        everybody, nor when nobody stands behind the credential any more: then there is no mark.

        Raises:
            DatabaseUnavailable: It is away.
        """
        credential = queries.credential_of(actor)
        async with self._lock:
            now_s = self.monotonic()
            self._asked_at[credential] = now_s
            if now_s - self._looked_at > self.kept_s:
                await self._look(now_s)
            mark = self._known.get(credential)
        return mark is not None and mark == before, mark

    async def _look(self, now_s: float) -> None:
        if self._trouble is not None and now_s - self._failed_at < _AWAY_S:
            raise DatabaseUnavailable(self._trouble)
        self._asked_at = {
            one: at for one, at in self._asked_at.items() if now_s - at < _FORGOTTEN_S
        }
        try:
            async with self.database.begin() as tx:
                found = await queries.load_marks(tx, list(self._asked_at))
        except ThaiyyalError as error:
            if error.kind is Kind.UNAVAILABLE:
                self._failed_at, self._trouble = self.monotonic(), error.message
            raise
        self._known = {one: found.get(one) for one in self._asked_at}
        self._looked_at, self._trouble = now_s, None
