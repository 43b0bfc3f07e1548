"""The way out of one execution: its tenant's rules, its credentials, its limit on requests."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from thaiyyal.outbound.breaker import Breakers
from thaiyyal.outbound.clients import with_client
from thaiyyal.outbound.credentials import (
    NO_CREDENTIAL,
    Credential,
    Credentials,
    NoCredentials,
    unknown_credential,
)
from thaiyyal.outbound.downloads import download
from thaiyyal.outbound.limiter import HostLimiter
from thaiyyal.outbound.mail import MailClient, find_account
from thaiyyal.outbound.order import Passage
from thaiyyal.outbound.redirects import follow, host_of
from thaiyyal.outbound.refusals import AddressBlocked, Refusal, tell_refusals
from thaiyyal.outbound.rules import Policy, Rules
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.outbound.uploads import with_known_files
from thaiyyal.sdk.context import Delivered, Mail, Request, Response
from thaiyyal.sdk.errors import StepError, Terminal
from thaiyyal.sdk.files import Files, NoFiles

Refused = Callable[[Refusal], Awaitable[None]]
PolicyOf = Callable[[], Awaitable[Policy]]


async def _public_only() -> Policy:
    return Rules()


async def _forgotten(refusal: Refusal) -> None:
    """Tell nobody: there is no audit log without a server."""


class Client(Protocol):
    """Carries out single exchanges."""

    async def exchange(
        self,
        request: Request,
        *,
        policy: Policy,
        credential: Credential,
        sink: BodySink | None = None,
        files: Files | None = None,
        tenant: str = "",
    ) -> Response:
        """Send a request and return what comes back; follows and repeats nothing."""

    async def aclose(self) -> None:
        """Close the connections that were kept open."""


@dataclass(slots=True)
class ExecutionOutbound:
    """Passes at most ``limit`` requests on; made anew for every segment of an execution.

    ``limiter`` and ``breakers`` outlive it: what they know of hosts is that of the ``tenant``.
    """

    client: Client
    limit: int
    policy: PolicyOf = _public_only
    credentials: Credentials = field(default_factory=NoCredentials)
    refused: Refused = _forgotten
    files: Files = field(default_factory=NoFiles)
    tenant: str = ""
    limiter: HostLimiter | None = None
    breakers: Breakers = field(default_factory=Breakers)
    draw: Callable[[], float] = random.random  # noqa: S311 - spreads waits, no secret
    now_s: Callable[[], float] = time.time
    mail: MailClient = field(default_factory=MailClient)
    count: int = 0

    async def send(self, request: Request) -> Response:
        """Send ``request`` in the order of ``order``, within its time.

        A database that is away is waited for before that time begins.
        """
        await self.policy()
        within = asyncio.timeout(request.timeout_s)
        began_s = asyncio.get_running_loop().time()
        try:
            async with within:
                return await self._send(request, within)
        except AddressBlocked as error:
            await self.refused(error.refusal)
            raise
        except TimeoutError as error:
            seconds = (within.when() or began_s) - began_s
            message = (
                f"no complete answer from {host_of(request.url)} within {seconds:.4g} s "
                "(the timeout of the node or its credential, or else the setting outbound.total_s)"
            )
            raise StepError("timeout", message) from error

    async def deliver(self, mail: Mail) -> Delivered:
        """Hand a message to its mail server."""
        await self.policy()
        async with tell_refusals(self.refused):
            self.take_one()
            account = await find_account(self.credentials, mail.credential)
            return await self.mail.deliver(mail, account, policy=await self.policy())

    def take_one(self) -> None:
        """Count a request; raises ``limit_exceeded``."""
        if self.count >= self.limit:
            raise Terminal(
                "limit_exceeded",
                f"the execution has sent {self.limit} requests and messages, which is its limit; "
                "redirects, pages and repetitions count",
            )
        self.count += 1

    async def exchange(self, request: Request, credential: Credential) -> Response:
        """Carry out one exchange; a body that is to be saved becomes a file."""
        exchange = partial(
            self.client.exchange,
            request,
            policy=await self.policy(),
            credential=credential,
            files=self.files,
            tenant=self.tenant,
        )
        return await download(request, self.files, exchange)

    async def _send(self, request: Request, within: asyncio.Timeout) -> Response:
        credential = await self._credential_of(request)
        asked = with_client(request, credential.client)
        _shorten(within, by_s=request.timeout_s - asked.timeout_s)
        passage = Passage(self, credential, within)
        response, redirects = await follow(await with_known_files(asked, self.files), passage.send)
        return Response(
            response.status,
            response.url,
            response.headers,
            response.body,
            redirects,
            passage.requests,
            response.file,
            passage.url,
        )

    async def _credential_of(self, request: Request) -> Credential:
        if request.credential is None:
            return NO_CREDENTIAL
        found = await self.credentials.find(request.credential)
        if found is None:
            raise unknown_credential(request.credential, host_of(request.url))
        return found


def _shorten(within: asyncio.Timeout, *, by_s: float) -> None:
    due_s = within.when()
    if by_s > 0 and due_s is not None:
        within.reschedule(due_s - by_s)
