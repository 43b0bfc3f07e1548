"""Closing a connection gently while its client still sends.

Whoever is cut off in the middle of sending seldom reads the answer that says why.
"""

import asyncio
from collections.abc import Callable

from starlette.types import Message, Receive, Send

LONGEST_S = 5.0
GAP_S = 0.5
"""A client that sends nothing for so long has stopped."""


def lingering(send: Send, receive: Receive, is_wanted: Callable[[], bool]) -> Send:
    """Return a ``send`` that reads and drops what still comes before it ends an answer.

    The whole answer is on its way before; only the end of the connection is put off.
    """

    async def sending(message: Message) -> None:
        is_end = message["type"] == "http.response.body" and not message.get("more_body", False)
        if not (is_end and is_wanted()):
            await send(message)
            return
        await send({**message, "more_body": True})
        await _drop(receive)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return sending


async def _drop(receive: Receive) -> None:
    """Read until the body ends, the client leaves or stops, or it took long enough."""
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + LONGEST_S
    try:
        while True:
            async with asyncio.timeout_at(min(give_up_at, loop.time() + GAP_S)):
                message = await receive()
            if not message.get("more_body", False):
                return
    except TimeoutError:
        return
