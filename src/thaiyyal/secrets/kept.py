"""Secrets that were read, remembered for a while and asked for anew before that ends.

Of several who want one at the same time, one asks. What could not be had is asked for again soon.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

import structlog
from pydantic import SecretStr

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.secrets.patience import patiently
from thaiyyal.secrets.provider import Provider
from thaiyyal.secrets.references import (
    Reference,
    SecretUnavailable,
    UnknownSecret,
)

_FRESH = 0.8  # part of its time after which a secret is asked for in the background
YOUNG_S = 10.0  # the age before which a secret is not asked for anew, whoever refuses it
_REFUSAL_S = 2.0  # how long it is remembered that a secret could not be had
_MOST = 1_000
_SET_UP_BY = {"vault": "secrets.vault_url", "aws": "secrets.aws_region"}
_log = structlog.get_logger("thaiyyal.secrets")


@dataclass(slots=True)
class _Kept:
    """A secret, or why there is none."""

    found: SecretStr | ThaiyyalError
    fresh_until: float
    until: float
    asked_at: float


class KeptSources:
    """The port ``Sources`` over providers; end it with ``aclose``."""

    def __init__(
        self,
        providers: Mapping[str, Provider],
        *,
        kept_s: float,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._providers = providers
        self._kept_s = kept_s
        self._monotonic = monotonic
        self._sleep = sleep
        self._kept: dict[Reference, _Kept] = {}
        self._asking: dict[Reference, asyncio.Task[str]] = {}

    async def read(self, reference: Reference) -> str:
        """Return a secret; raises ``SecretUnavailable`` or ``UnknownSecret``."""
        kept, now = self._kept.get(reference), self._monotonic()
        if kept is None or now >= kept.until:
            return await self._asked(reference)
        if now >= kept.fresh_until and reference not in self._asking:
            self._begin(reference)
        if isinstance(kept.found, ThaiyyalError):
            raise type(kept.found)(kept.found.message)
        return kept.found.get_secret_value()

    async def refresh(self, reference: Reference) -> str:
        """Return a secret as it is now, or was a moment ago. Raises as ``read``."""
        kept = self._kept.get(reference)
        if kept is not None and self._monotonic() < kept.asked_at + YOUNG_S:
            return await self.read(reference)
        return await self._asked(reference)

    async def aclose(self) -> None:
        """End what is asked, and let go of the providers."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        for provider in self._providers.values():
            provider.close()

    async def _asked(self, reference: Reference) -> str:
        task = self._asking.get(reference) or self._begin(reference)
        return await asyncio.shield(task)  # others wait for it too

    def _begin(self, reference: Reference) -> asyncio.Task[str]:
        task = asyncio.create_task(self._ask(reference))
        self._asking[reference] = task
        task.add_done_callback(partial(self._over, reference))
        return task

    def _over(self, reference: Reference, task: asyncio.Task[str]) -> None:
        del self._asking[reference]
        if not task.cancelled():
            task.exception()  # who waited has it; else it is remembered

    async def _ask(self, reference: Reference) -> str:
        provider = self._providers.get(reference.source)
        if provider is None:
            raise UnknownSecret(
                f"secrets of {reference.source} cannot be read: it is not set up; set "
                f"{_SET_UP_BY.get(reference.source, 'its settings')}"
            )
        try:
            found = await patiently(
                partial(provider.read, reference), monotonic=self._monotonic, sleep=self._sleep
            )
        except (SecretUnavailable, UnknownSecret) as error:
            self._note_absence(reference, error)
            raise
        fresh_until = self._monotonic() + self._kept_s * _FRESH
        self._remember(reference, SecretStr(found), fresh_until, self._kept_s)
        return found

    def _note_absence(self, reference: Reference, error: ThaiyyalError) -> None:
        """Remember it for a moment; a secret that is still good stays while its place is away."""
        kept, now = self._kept.get(reference), self._monotonic()
        is_good = kept is not None and isinstance(kept.found, SecretStr) and now < kept.until
        if kept is not None and is_good and isinstance(error, SecretUnavailable):
            kept.fresh_until, kept.asked_at = now + _REFUSAL_S, now
            _log.warning("secret_not_refreshed", source=reference.source, detail=error.message)
            return
        self._remember(reference, error, now + _REFUSAL_S, _REFUSAL_S)

    def _remember(
        self, reference: Reference, found: SecretStr | ThaiyyalError, fresh: float, kept_s: float
    ) -> None:
        self._kept.pop(reference, None)
        while len(self._kept) >= _MOST:
            del self._kept[next(iter(self._kept))]
        now = self._monotonic()
        self._kept[reference] = _Kept(found, fresh, now + kept_s, now)
