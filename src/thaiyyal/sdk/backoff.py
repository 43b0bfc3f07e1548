"""How long to wait between attempts. Pure."""


def delay_before(
    attempt: int, *, strategy: str, initial_s: float, max_s: float, multiplier: float
) -> float:
    """Return the wait after attempt ``attempt`` failed, before the next one.

    Args:
        attempt: Attempts already made, 1 or more.
        strategy: ``constant`` d, ``linear`` d·k or ``exponential`` d·m^(k-1).
        initial_s: Wait d after the first attempt, seconds.
        max_s: Upper bound, seconds.
        multiplier: Factor m of the exponential strategy, 1 or more.

    Returns:
        Seconds, at most ``max_s``.

    Raises:
        ValueError: ``attempt`` is below 1.

    >>> delay_before(3, strategy="exponential", initial_s=1, max_s=5, multiplier=2)
    4
    """
    if attempt < 1:
        raise ValueError("attempt counts from 1")
    if initial_s == 0:
        return 0.0
    if strategy == "constant":
        delay = initial_s
    elif strategy == "linear":
        delay = initial_s * attempt
    else:
        try:
            delay = initial_s * multiplier ** (attempt - 1)
        except OverflowError:
            delay = max_s
    return min(delay, max_s)
