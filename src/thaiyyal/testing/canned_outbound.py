"""An outbound port without a network: one function answers, every request is remembered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import orjson

from thaiyyal.sdk import Delivered, Mail, Request, Response


@dataclass(slots=True)
class CannedOutbound:
    """Answers by ``answering``; follows no redirects and knows no credentials."""

    answering: Callable[[Request], Response]
    sent: list[Request] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)

    async def send(self, request: Request) -> Response:
        """Remember the request and answer it."""
        self.sent.append(request)
        return self.answering(request)

    async def deliver(self, mail: Mail) -> Delivered:
        """Remember the message and take it."""
        self.mails.append(mail)
        return Delivered(mail.message_id or "<1@canned.example>")


def json_response(
    request: Request,
    value: object,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return an answer to ``request`` whose body is ``value`` as JSON."""
    all_headers = {"content-type": "application/json", **(headers or {})}
    return Response(status, request.url, all_headers, orjson.dumps(value))
