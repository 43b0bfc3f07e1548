"""Hosts that keep failing are left alone for a while: circuit breakers of this process."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from thaiyyal.sdk.context import Response
from thaiyyal.sdk.errors import Retryable, StepError

_KEPT = 10_000
_FAILURES = frozenset({"connect_error", "dns_error", "timeout"})

Key = tuple[str, str, int]
"""Tenant, host and port: what one tenant sees of a host is nothing to another."""


def is_failure(outcome: Response | StepError) -> bool | None:
    """Say whether the host failed; None when the outcome tells nothing about it.

    Its answers below 500 are no failures, refusals by a policy and unreadable urls tell nothing.
    """
    if isinstance(outcome, Response):
        return outcome.status >= 500
    return True if outcome.code in _FAILURES else None


@dataclass(slots=True)
class _Record:
    """``until_s``: until when the host is left alone; None while it is not."""

    failures: int = 0
    until_s: float | None = None


class Breakers:
    """Remembers hosts that have failed since they answered last; all others cost nothing.

    ``failures`` in a row open the breaker of a host for ``open_s`` seconds; 0: never. After them
    one request is let through as a probe, and all others go on waiting for what it finds.
    """

    def __init__(
        self,
        *,
        failures: int = 0,
        open_s: float = 30.0,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._open_s = open_s
        self._clock_s = clock_s
        self._records: OrderedDict[Key, _Record] = OrderedDict()

    def enter(self, key: Key) -> bool:
        """Let a request through; return whether it is the probe.

        Raises:
            Retryable: connect_error, when the host is left alone; says for how long.
        """
        record = self._records.get(key)
        if record is None or record.until_s is None:
            return False
        now_s = self._clock_s()
        if now_s < record.until_s:
            raise _left_alone(key[1], record.failures, record.until_s - now_s)
        record.until_s = now_s + self._open_s
        return True

    def leave(self, key: Key, *, failed: bool | None, is_probe: bool) -> None:
        """Take in what a request has found out; None: nothing."""
        if failed:
            self._fail(key)
        elif failed is False:
            self._records.pop(key, None)
        elif is_probe:
            self._probe_again(key)

    def _fail(self, key: Key) -> None:
        if not self._most:
            return
        record = self._records.setdefault(key, _Record())
        record.failures += 1
        if record.failures >= self._most:
            record.until_s = self._clock_s() + self._open_s
        if len(self._records) > _KEPT:
            self._records.popitem(last=False)

    def _probe_again(self, key: Key) -> None:
        record = self._records.get(key)
        if record is not None and record.until_s is not None:
            record.until_s = self._clock_s()


def _left_alone(host: str, failures: int, seconds: float) -> Retryable:
    return Retryable(
        "connect_error",
        f"{host} has failed {failures} times in a row and is left alone for {seconds:.1f} s; "
        "nothing was sent. Look whether the service behind it is running",
        after_s=seconds,
    )
