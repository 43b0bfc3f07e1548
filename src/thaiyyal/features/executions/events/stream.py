"""The answer that is a stream: takes a place, sends what there is to tell, ends with its client."""

import asyncio
from collections.abc import Awaitable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from thaiyyal.features.executions.events.follow import Follow
from thaiyyal.features.executions.events.frames import MEDIA_TYPE
from thaiyyal.features.executions.events.streams import Streams


class EventStream(Response):
    """Server-sent events. Each part waits until the client has room for it.

    Raises, before anything is sent, what ``Streams.place`` does.
    """

    media_type = MEDIA_TYPE

    def __init__(self, follow: Follow, streams: Streams) -> None:
        self.status_code = 200
        self.background = None
        self._follow, self._streams = follow, streams
        self.init_headers({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        await _unless_left(receive, self._send(send))

    async def _send(self, send: Send) -> None:
        with self._streams.place(self._follow.actor.user_id, self._follow.ids) as place:
            head = {"status": self.status_code, "headers": self.raw_headers}
            await send({"type": "http.response.start", **head})
            async for part in self._follow.parts(place):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _unless_left(receive: Receive, sending: Awaitable[None]) -> None:
    """Wait for what is sent, and stop it when the client leaves."""
    sent = asyncio.ensure_future(sending)
    left = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({sent, left}, return_when=asyncio.FIRST_COMPLETED)
        if sent.done():
            sent.result()
    finally:
        left.cancel()
        sent.cancel()
        await asyncio.gather(left, sent, return_exceptions=True)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
