"""Which requests are repeated, after which outcomes, and after how long. Pure."""

from thaiyyal.outbound.credentials import ClientSettings
from thaiyyal.sdk.backoff import delay_before
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import Retryable, StepError
from thaiyyal.sdk.retry_after import retry_after_s

IDEMPOTENCY_KEY = "idempotency-key"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_CODES = frozenset({"connect_error", "dns_error", "timeout"})
_FIRST_S, _LONGEST_S, _FACTOR = 0.5, 10.0, 2.0


def attempts_of(request: Request, client: ClientSettings) -> int:
    """Return how often ``request`` is sent at most: once, unless sending it again is harmless."""
    return 1 + client.retries if client.retries and is_repeatable(request) else 1


def is_repeatable(request: Request) -> bool:
    """Say whether a request reads, or has a key by which its server knows it again.

    >>> is_repeatable(Request("POST", "https://a.example/", (("Idempotency-Key", "7"),)))
    True
    """
    if request.method in _READING:
        return True
    return any(name.lower() == IDEMPOTENCY_KEY for name, _ in request.headers)


def wait_after(
    outcome: Response | StepError, *, made: int, draw: float, now_s: float
) -> float | None:
    """Return the seconds until a request may be sent again, or None when that cannot help.

    Args:
        outcome: What came of the last attempt.
        made: Attempts already made, 1 or more.
        draw: A random number in [0, 1): the wait is drawn from the whole span ("full jitter").
        now_s: The time now, seconds since 1970.

    Source: Brooker, "Exponential Backoff And Jitter", AWS blog, 2015.
    """
    wanted_s: float | None = None
    if isinstance(outcome, Response):
        if outcome.status not in _STATUSES:
            return None
        wanted_s = retry_after_s(outcome.headers, now_s=now_s)
    elif outcome.code not in _CODES:
        return None
    elif isinstance(outcome, Retryable):
        wanted_s = outcome.after_s
    return _backoff_s(made) * draw if wanted_s is None else wanted_s


def _backoff_s(made: int) -> float:
    return delay_before(
        made, strategy="exponential", initial_s=_FIRST_S, max_s=_LONGEST_S, multiplier=_FACTOR
    )
