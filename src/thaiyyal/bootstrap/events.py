"""What live events in this process need: a line for notices, the places of streams."""

from dataclasses import dataclass
from importlib import import_module

from thaiyyal.features.executions.events import Streams, StreamSettings
from thaiyyal.features.routing import Services
from thaiyyal.store.notices import Line, Notices, PostgresLine
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Events:
    """What tells processes of news; end it with ``close``."""

    notices: Notices
    streams: Streams

    async def close(self) -> None:
        """End the streams, and listen no more."""
        self.streams.end_all()
        await self.notices.close()


def add_events(
    services: Services,
    conninfo: str,
    database: Database,
    *,
    redis_url: str | None = None,
    settings: StreamSettings | None = None,
) -> Events:
    """Add what tells of news to the services; nothing is opened before somebody subscribes.

    With ``redis_url``, Redis carries notices of what ``database`` commits.
    """
    line = _line(conninfo, redis_url)
    if redis_url is not None:
        database.carrier = line
    notices = Notices(line)
    streams = Streams(notices, settings)
    services.add(notices)
    services.add(streams)
    return Events(notices, streams)


def _line(conninfo: str, redis_url: str | None) -> Line:
    """Return the line; the client of Redis is imported only where there is one."""
    if redis_url is None:
        return PostgresLine(conninfo)
    line: Line = import_module("thaiyyal.store.notices.redis").RedisLine(redis_url)
    return line
