"""The way out of one execution: its tenant's rules, its credentials, its limit on requests."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from thaiyyal.outbound.client import PlainOutbound
from thaiyyal.outbound.credentials import Credential, Credentials, NoCredentials, find_credential
from thaiyyal.outbound.downloads import download
from thaiyyal.outbound.redirects import follow
from thaiyyal.outbound.refusals import Refusal, tell_refusals
from thaiyyal.outbound.rules import Policy, Rules
from thaiyyal.outbound.targets import read_target
from thaiyyal.outbound.uploads import with_known_files
from thaiyyal.sdk.context import Delivered, Mail, Request, Response
from thaiyyal.sdk.errors import Terminal
from thaiyyal.sdk.files import Files, NoFiles

Refused = Callable[[Refusal], Awaitable[None]]
PolicyOf = Callable[[], Awaitable[Policy]]


async def _public_only() -> Policy:
    return Rules()


async def _forgotten(refusal: Refusal) -> None:
    """Tell nobody: there is no audit log without a server."""


@dataclass(slots=True)
class ExecutionOutbound:
    """Passes at most ``limit`` requests on; made anew for every segment of an execution."""

    client: PlainOutbound
    limit: int
    policy: PolicyOf = _public_only
    credentials: Credentials = field(default_factory=NoCredentials)
    refused: Refused = _forgotten
    files: Files = field(default_factory=NoFiles)
    count: int = 0

    async def send(self, request: Request) -> Response:
        """Send ``request``, counting it and every redirect before it leaves."""
        async with tell_refusals(self.refused):
            known = await with_known_files(request, self.files)
            return await follow(known, self._send_one)

    async def deliver(self, mail: Mail) -> Delivered:
        """Hand a message to its mail server."""
        raise Terminal("unknown_credential", "there is no mail server to hand the message to")

    async def _send_one(self, request: Request) -> Response:
        if self.count >= self.limit:
            raise Terminal(
                "limit_exceeded",
                f"the execution has sent {self.limit} http requests, which is its limit; "
                "redirects, pages and repetitions count",
            )
        self.count += 1
        policy = await self.policy()
        credential = await self._credential_for(request)
        exchange = partial(
            self.client.exchange, request, policy=policy, credential=credential, files=self.files
        )
        return await download(request, self.files, exchange)

    async def _credential_for(self, request: Request) -> Credential:
        if request.credential is None:
            return Credential()
        host = read_target(request.url).host
        return await find_credential(self.credentials, request.credential, host=host)
