"""Outages of the places where secrets are kept: the log has what is wrong, tenants only that it is.

Addresses and settings of the platform are nobody's business but of those who run it.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog

from thaiyyal.kernel.errors import ThaiyyalError

E = TypeVar("E", bound=ThaiyyalError)
AWAY = (
    "where your secrets are kept cannot be asked now; try again in a moment, or ask who runs the "
    "platform"
)
_AGAIN_S = 60.0
_MOST = 100
_log = structlog.get_logger("thaiyyal.secrets")


class Outages:
    """Writes each trouble into the log, at most once a minute."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._silent_until: dict[str, float] = {}

    def for_tenants(self, error: E) -> E:
        """Return what tenants are told instead of ``error``, which the log is told."""
        self._note(error)
        return type(error)(AWAY)

    def _note(self, error: ThaiyyalError) -> None:
        now = self._monotonic()
        if now < self._silent_until.get(error.message, now):
            return
        if len(self._silent_until) >= _MOST:
            self._silent_until.clear()
        self._silent_until[error.message] = now + _AGAIN_S
        _log.error("secrets_not_reached", code=error.code, detail=error.message)
