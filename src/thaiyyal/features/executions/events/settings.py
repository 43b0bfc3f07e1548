"""How streams of events behave; the defaults are the product's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """Times in seconds; ``of_user`` and ``of_process`` are streams that may be open at once.

    ``check_s``: how often it is asked whether the caller may still see this. ``look_s``: how
    often it is looked for news of which nobody was told. ``readers``: streams that read at once.
    """

    of_user: int = 10
    of_process: int = 1_000
    beat_s: float = 15.0
    check_s: float = 0.5
    look_s: float = 5.0
    retry_s: float = 1.0
    readers: int = 4
    page: int = 500
    page_bytes: int = 256 * 1024
    chunk_bytes: int = 32 * 1024
