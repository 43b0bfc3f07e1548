"""The one order in which everything leaves. Redirects and repetitions begin at its start.

1. The execution's limit on requests: counts, refuses.
2. The limiter of the host: waits for a turn.
3. The breaker of the host: refuses while the host is left alone.
4. The time of the attempt: its share of what is left of the request's whole time.
5. The exchange itself. A credential that the server refuses is renewed once: again from 1.
6. Repetition: again from 1, after a wait that fits into the request's whole time.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from thaiyyal.outbound.breaker import Breakers, is_failure
from thaiyyal.outbound.clients import without_pairs
from thaiyyal.outbound.credentials import (
    NO_CREDENTIAL,
    Credential,
    Credentials,
    sent_in_the_open,
    unknown_credential,
)
from thaiyyal.outbound.limiter import HostLimiter
from thaiyyal.outbound.repeating import attempts_of, wait_after
from thaiyyal.outbound.targets import Target, read_target
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError

Outcome = Response | StepError


class Wayside(Protocol):
    """What an execution has for all its requests."""

    credentials: Credentials
    limiter: HostLimiter | None
    breakers: Breakers
    tenant: str

    @property
    def draw(self) -> Callable[[], float]:
        """Random numbers in [0, 1)."""

    @property
    def now_s(self) -> Callable[[], float]:
        """The time, seconds since 1970."""

    def take_one(self) -> None:
        """Count a request; raises ``limit_exceeded``."""

    async def exchange(self, request: Request, credential: Credential) -> Response:
        """Carry out one exchange."""


@dataclass(slots=True)
class Passage:
    """One request of a workflow on its way, with its redirects.

    ``time``: bounds all of it. ``url``: where it went first.
    """

    way: Wayside
    credential: Credential
    time: asyncio.Timeout
    requests: int = 0
    url: str = ""
    is_renewed: bool = False

    async def send(self, request: Request) -> Response:
        """Carry out one hop: attempt after attempt, as long as that may help."""
        if self.credential.query:
            url = without_pairs(request.url, self.credential.query)
            request = replace(request, url=url)
        attempts, made = attempts_of(request, self._credential_of(request).client), 0
        while True:
            made += 1
            outcome = await self._attempt(request, left=attempts - made + 1)
            wait_s = self._wait_s(outcome, made=made) if made < attempts else None
            if wait_s is None:
                break
            await asyncio.sleep(wait_s)
        if isinstance(outcome, StepError):
            raise outcome
        return outcome

    async def _attempt(self, request: Request, *, left: int) -> Outcome:
        try:
            response = await self._pass(request, left=left)
            if response.status == 401 and await self._renew(request):
                return await self._pass(request, left=left)
        except StepError as error:
            return error
        return response

    async def _pass(self, request: Request, *, left: int) -> Response:
        """Go through the order once."""
        target, credential = read_target(request.url), self._credential_of(request)
        if request.credential is not None and not credential.is_for(target.host, target.port):
            raise unknown_credential(request.credential, target.host)
        if request.credential is not None and credential.needs_tls and target.scheme == "http":
            raise sent_in_the_open(request.credential, target.host)
        self.way.take_one()
        self.requests += 1
        self.url = self.url or target.url
        if self.way.limiter is not None:
            await self.way.limiter.wait(
                target.host, request.credential, credential.client, left_s=self._left_s()
            )
        return await self._pass_breaker(target, request, credential, left=left)

    async def _pass_breaker(
        self, target: Target, request: Request, credential: Credential, *, left: int
    ) -> Response:
        breakers, key = self.way.breakers, (self.way.tenant, target.host, target.port)
        is_probe = breakers.enter(key)
        failed: bool | None = None
        try:
            response = await self._in_time(target, request, credential, left=left)
            failed = is_failure(response)
        except StepError as error:
            failed = is_failure(error)
            raise
        except asyncio.CancelledError:
            failed = True if self.time.expired() else None  # the whole time, or somebody else
            raise
        finally:
            breakers.leave(key, failed=failed, is_probe=is_probe)
        return response

    async def _in_time(
        self, target: Target, request: Request, credential: Credential, *, left: int
    ) -> Response:
        if left == 1:
            return await self.way.exchange(request, credential)
        share_s = self._left_s() / left
        try:
            async with asyncio.timeout(share_s):
                return await self.way.exchange(request, credential)
        except TimeoutError as error:
            message = f"no complete answer from {target.host} within {share_s:.3g} s"
            raise StepError("timeout", message) from error

    async def _renew(self, request: Request) -> bool:
        name = request.credential
        if name is None or self.is_renewed or not self.credential.is_renewable:
            return False
        self.is_renewed = True
        fresh = await self.way.credentials.renew(name, self.credential)
        if fresh is not None:
            self.credential = fresh
        return fresh is not None

    def _wait_s(self, outcome: Outcome, *, made: int) -> float | None:
        wait_s = wait_after(outcome, made=made, draw=self.way.draw(), now_s=self.way.now_s())
        return wait_s if wait_s is not None and wait_s < self._left_s() else None

    def _credential_of(self, request: Request) -> Credential:
        return self.credential if request.credential is not None else NO_CREDENTIAL

    def _left_s(self) -> float:
        due_s = self.time.when()
        return max(0.0, due_s - asyncio.get_running_loop().time()) if due_s is not None else 0.0
