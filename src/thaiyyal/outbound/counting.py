"""The limit on the requests of one run: redirects, pages and retries count."""

from dataclasses import dataclass

from thaiyyal.outbound.redirects import follow
from thaiyyal.sdk.context import Outbound, Request, Response
from thaiyyal.sdk.errors import Terminal


@dataclass(slots=True)
class CountedOutbound:
    """Passes at most ``limit`` requests on to ``outbound``; made anew for every run."""

    outbound: Outbound
    limit: int
    count: int = 0

    async def send(self, request: Request) -> Response:
        """Send ``request``, counting it and every redirect before it leaves."""
        return await follow(request, self._send_one)

    async def _send_one(self, request: Request) -> Response:
        if self.count >= self.limit:
            raise Terminal(
                "limit_exceeded",
                f"the run has sent {self.limit} http requests, which is its limit; "
                "redirects, pages and retries count",
            )
        self.count += 1
        return await self.outbound.send(request)
