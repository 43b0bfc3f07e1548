"""Where a body goes that is not to be held in memory."""

from typing import Protocol


class BodySink(Protocol):
    """Takes the decoded body of one 2xx answer in order, in pieces of at most 64 KiB."""

    async def write(self, chunk: bytes) -> None:
        """Take the next piece; nothing further is read meanwhile."""

    async def abandon(self) -> None:
        """Forget what was written: the body did not come to its end, or is too large."""
