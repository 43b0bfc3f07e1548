"""One exchange over a session: our request in the client's form, its answer in ours."""

import asyncio
import io
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from aiohttp import ClientRequest, ClientResponse, ClientSession, ClientTimeout
from aiohttp.client_exceptions import ClientConnectionResetError
from aiohttp.client_proto import ResponseHandler
from aiohttp.helpers import TimerNoop
from multidict import CIMultiDict, istr
from yarl import URL

from thaiyyal.outbound.answering import AnswerReader, StaleConnection
from thaiyyal.outbound.credentials import Credential, readable_on_the_way
from thaiyyal.outbound.reading import ACCEPT_ENCODING, read_answer
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.outbound.targets import Target
from thaiyyal.outbound.uploads import BodyWithFiles, length_of
from thaiyyal.sdk.context import BodyParts, Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.sdk.files import Files, NoFiles

USER_AGENT = "thaiyyal"
MOST_HEADERS = 128
LONGEST_HEADER = 16_384
_LARGE_BODY = 1_048_576
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_HEADERS = CIMultiDict(
    {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": ACCEPT_ENCODING}
)
_NO_TYPE = frozenset({istr("Content-Type")})  # none is made up
_NO_TIMER = TimerNoop()
_NO_TIMES = ClientTimeout(total=None)
_READING_PARAMETERS: dict[str, Any] = {
    "timer": _NO_TIMER,
    "read_until_eof": True,
    "auto_decompress": False,
    "max_headers": MOST_HEADERS,
    "max_field_size": LONGEST_HEADER,
}


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
    request, url = parcel.request, parcel.target.url
    answer = await _begin(parcel, session)
    try:
        if answer.status < 200:
            raise StepError("invalid_response", "the server changes to another protocol")
        body = await read_answer(answer, request, parcel.sink)
        found = Response(answer.status, url, merged_headers(answer), body)
    except BaseException:
        answer.close()
        raise
    answer.release()
    if request.body is not None:
        await answer.wait_for_close()  # it may still be on its way
    return found


async def _begin(parcel: Parcel, session: ClientSession) -> ClientResponse:
    """Return the answer when its headers have come.

    The session's own way does the same after what we have no use for: redirects, cookies, proxies,
    and repeating PUT and DELETE over another connection.
    """
    request, connector = parcel.request, session.connector
    assert connector is not None
    asked = ClientRequest(
        request.method,
        URL(with_query(parcel.target.url, parcel.credential), encoded=True),
        headers=headers_of(request, parcel.credential),
        skip_auto_headers=_NO_TYPE,
        data=body_of(request.body, parcel.files),
        loop=asyncio.get_running_loop(),
        response_class=ClientResponse,
        timer=_NO_TIMER,
        session=session,
        traces=[],
    )
    connection = await connector.connect(asked, traces=[], timeout=_NO_TIMES)
    try:
        assert connection.protocol is not None
        _check_way(parcel, connection.protocol)
        is_head = request.method == "HEAD"
        connection.protocol.set_response_params(skip_payload=is_head, **_READING_PARAMETERS)
        answer = await asked.send(connection)
        try:
            return await answer.start(connection)
        except BaseException:
            answer.close()
            raise
    except BaseException:
        connection.close()
        raise


def _check_way(parcel: Parcel, protocol: ResponseHandler) -> None:
    """Refuse to send a secret to the public internet without TLS; nothing has been sent yet."""
    credential = parcel.credential
    if parcel.target.scheme == "https" or credential.client.allows_plain_http:
        return
    is_inside = isinstance(protocol, AnswerReader) and not protocol.is_public
    if credential.is_secret and not is_inside:
        raise readable_on_the_way(parcel.target.host)


def headers_of(request: Request, credential: Credential) -> CIMultiDict[str]:
    """Return the headers to send; a credential's replace those of the request, and both ours."""
    headers = _OWN_HEADERS.copy()
    if isinstance(request.body, tuple):
        headers["Content-Length"] = str(length_of(request.body))
    for name, value in request.headers:
        headers[name] = value
    for name, value in credential.headers:
        headers[name] = value
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
