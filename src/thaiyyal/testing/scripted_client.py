"""A client without a network: a function tells what each exchange gives, and how long it takes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from thaiyyal.outbound import Credential, Policy
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.sdk import Request, Response
from thaiyyal.sdk.files import Files

Script = Callable[[Request, Credential], Awaitable[Response]]


@dataclass(slots=True)
class ScriptedClient:
    """Every exchange is remembered, with the credential that it showed."""

    script: Script
    sent: list[Request] = field(default_factory=list)
    shown: list[Credential] = field(default_factory=list)

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
        """Remember the request and do what the script says."""
        self.sent.append(request)
        self.shown.append(credential)
        return await self.script(request, credential)

    async def aclose(self) -> None:
        """There are no connections."""


def statuses(*given: int, **headers: str) -> Script:
    """Return a script that answers with one status after the other, the last one for ever."""
    left = list(given)

    async def script(request: Request, credential: Credential) -> Response:
        status = left.pop(0) if len(left) > 1 else left[0]
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return Response(status, request.url, named, b"")

    return script
