"""Begins the queue's worker anew whenever it has ended by itself, until it is told to stop."""

import asyncio
from contextlib import suppress

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException

from thaiyyal.worker.patient_jobs import reason_of
from thaiyyal.worker.queue import Queue

_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 1.0
_LONG_LIFE_S = 10.0
_log = structlog.get_logger("thaiyyal.worker")


async def supervise(queue: Queue, stop: asyncio.Event) -> None:
    """Take and run jobs until ``stop``; then take none, and return when those that run have ended.

    Whoever stops waits no longer than the runner: it has to end what runs.
    """
    short_lives = 0
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        began = loop.time()
        reason = await _one_life(queue, stop)
        if stop.is_set():
            break
        is_long = loop.time() - began > _LONG_LIFE_S
        short_lives = 0 if is_long else short_lives + 1
        tell = _log.warning if short_lives <= 1 else _log.debug
        tell("queue_worker_ended", reason=reason)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause_after(short_lives)):
                await stop.wait()
    await queue.batches.close()
    _log.info("queue_worker_stopped")


def pause_after(short_lives: int) -> float:
    """Return the seconds until the next life, after so many short ones in a row.

    >>> [pause_after(n) for n in (0, 1, 2, 3, 4, 5, 99)]
    [0.1, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0]
    """
    return min(_FIRST_PAUSE_S * 2.0 ** min(max(short_lives - 1, 0), 16), _LONGEST_PAUSE_S)


async def _one_life(queue: Queue, stop: asyncio.Event) -> str:
    """Run one life; return why it ended."""
    try:
        await queue.live(stop)
    except (ConnectorException, psycopg.Error) as error:
        return reason_of(error)
    except Exception as error:  # noqa: BLE001 - a bug of the library must not end the process
        _log.error("queue_worker_broke", exc_info=error)
        return type(error).__name__
    return "a job could not be closed"
