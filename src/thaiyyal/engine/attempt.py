"""When a failed step is tried again, and after how long. Pure."""

from random import Random

from thaiyyal.document.settings import RetrySettings
from thaiyyal.sdk import StepFailure
from thaiyyal.sdk.backoff import delay_before


def next_attempt_delay(
    failure: StepFailure, attempt: int, settings: RetrySettings | None, random: Random
) -> float | None:
    """Return the seconds to wait before the next attempt, or None when there is none.

    Args:
        failure: Why attempt ``attempt`` (1 or more) failed.
        attempt: Attempts already made.
        settings: The node's retry settings, if any.
        random: Draws the jitter.
    """
    if settings is None or failure.is_terminal or attempt >= settings.max_attempts:
        return None
    delay = delay_before(
        attempt,
        strategy=settings.backoff,
        initial_s=settings.initial_delay,
        max_s=settings.max_delay,
        multiplier=settings.multiplier,
    )
    if settings.jitter:
        delay *= 1 - settings.jitter * random.random()
    return max(delay, failure.after_s)
