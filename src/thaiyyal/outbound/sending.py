"""One exchange over a session: our request in the client's form, its answer in ours."""

import io
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from aiohttp import ClientResponse, ClientSession
from aiohttp.client_exceptions import ClientConnectionResetError
from yarl import URL

from thaiyyal.outbound.answering import StaleConnection
from thaiyyal.outbound.credentials import Credential
from thaiyyal.outbound.reading import ACCEPT_ENCODING, read_answer
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.outbound.targets import Target
from thaiyyal.outbound.uploads import BodyWithFiles, length_of
from thaiyyal.sdk.context import BodyParts, Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.sdk.files import Files, NoFiles

USER_AGENT = "thaiyyal"
_LARGE_BODY = 1_048_576
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_HEADERS = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": ACCEPT_ENCODING}
"""Sent where neither the request nor the credential says otherwise."""


class Parcel(NamedTuple):
    """A request, and all that is needed to send it."""

    request: Request
    target: Target
    credential: Credential
    sink: BodySink | None = None
    files: Files | None = None


async def send_parcel(parcel: Parcel, session: ClientSession) -> Response:
    """Send it, and once more if it reads and a kept connection turns out to be closed."""
    try:
        return await _send(parcel, session)
    except (StaleConnection, ClientConnectionResetError):
        if parcel.request.method not in _READING:
            raise
        return await _send(parcel, session)


async def _send(parcel: Parcel, session: ClientSession) -> Response:
    request, credential = parcel.request, parcel.credential
    url = parcel.target.url
    async with session.request(
        request.method,
        URL(with_query(url, credential), encoded=True),
        headers=headers_of(request, credential) or None,
        data=body_of(request.body, parcel.files),
        allow_redirects=False,
    ) as answer:
        if answer.status < 200:
            raise StepError("invalid_response", "the server changes to another protocol")
        body = await read_answer(answer, request, parcel.sink)
        return Response(answer.status, url, merged_headers(answer), body)


def headers_of(request: Request, credential: Credential) -> list[tuple[str, str]]:
    """Return the headers to send beside our own; a credential's replace those of the request."""
    headers = list(request.headers)
    if credential.headers:
        secret = {name.lower() for name, _ in credential.headers}
        headers = [pair for pair in headers if pair[0].lower() not in secret]
        headers += credential.headers
    has_length = any(name.lower() == "content-length" for name, _ in headers)
    if isinstance(request.body, tuple) and not has_length:
        headers.append(("Content-Length", str(length_of(request.body))))
    return headers


def with_query(url: str, credential: Credential) -> str:
    """Return the url with what a credential puts into its query."""
    if not credential.query:
        return url
    separator = "&" if "?" in url else "?"
    return url + separator + urlencode(credential.query)


def body_of(
    body: bytes | BodyParts | None, files: Files | None
) -> bytes | io.BytesIO | BodyWithFiles | None:
    """Return the body in the form in which it is sent."""
    if isinstance(body, tuple):
        return BodyWithFiles(body, files or NoFiles())
    # Large bytes are read from a file-like object in pieces, so that the loop is never held.
    return io.BytesIO(body) if body is not None and len(body) > _LARGE_BODY else body


def merged_headers(answer: ClientResponse) -> Mapping[str, str]:
    """Return the headers of an answer; several of one name become one."""
    merged: dict[str, str] = {}
    for name, value in answer.headers.items():
        lower = name.lower()
        if " " in lower or "\t" in lower:  # the parser lets them pass in answers
            raise StepError(
                "invalid_response", "the response has a header with a blank in its name"
            )
        if not value.isascii():
            value = _readable(value)
        merged[lower] = f"{merged[lower]}, {value}" if lower in merged else value
    return merged


def _readable(value: str) -> str:
    """Return a header as text: UTF-8, or Latin-1 where it is not."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode(errors="surrogateescape").decode("latin-1")
    return value
