"""The plain client behind the outbound port: vetted addresses, bounded sizes and times."""

import asyncio
import io
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import aiohttp
from yarl import URL

from thaiyyal.outbound.connector import PhaseTimeouts, VettingConnector
from thaiyyal.outbound.credentials import Credential
from thaiyyal.outbound.failures import translated
from thaiyyal.outbound.reading import (
    ACCEPT_ENCODING,
    FRAMING,
    pour_body,
    read_body,
    too_large,
)
from thaiyyal.outbound.resolver import Lookup, VettingResolver, system_lookup
from thaiyyal.outbound.rules import Policy
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.outbound.targets import Target, check_target, read_target
from thaiyyal.outbound.uploads import BodyWithFiles, length_of
from thaiyyal.sdk.context import BodyParts, Request, Response
from thaiyyal.sdk.files import Files, NoFiles

USER_AGENT = "thaiyyal"
_LARGE_BODY = 1_048_576
_CHUNK = 65_536
_Pool = dict[Policy, aiohttp.ClientSession]


class PlainOutbound:
    """Sends requests itself. One pool of connections per event loop and policy."""

    def __init__(
        self,
        *,
        phases: PhaseTimeouts | None = None,
        lookup: Lookup | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._phases = phases or PhaseTimeouts()
        self._lookup = lookup or system_lookup(ThreadPoolExecutor(8, "lookup"))
        self._tls = tls
        self._pools: WeakKeyDictionary[asyncio.AbstractEventLoop, _Pool] = WeakKeyDictionary()

    async def exchange(
        self,
        request: Request,
        *,
        policy: Policy,
        credential: Credential,
        sink: BodySink | None = None,
        files: Files | None = None,
    ) -> Response:
        """Carry out one exchange, no redirects; raises ``StepError`` with the http codes.

        The body of a 2xx answer goes to ``sink`` if there is one and the request saves its body;
        that of the response is empty then. ``files``: those that the request's body may name.
        """
        target = read_target(request.url)
        check_target(target, policy)
        with translated(target.host):
            session = self._session(policy)
            return await self._exchange(
                request, target, credential, session, sink=sink, files=files
            )

    async def aclose(self) -> None:
        """Close the connections of this event loop; another loop may go on using the client."""
        for session in self._pools.pop(asyncio.get_running_loop(), {}).values():
            await session.close()

    async def _exchange(
        self,
        request: Request,
        target: Target,
        credential: Credential,
        session: aiohttp.ClientSession,
        *,
        sink: BodySink | None,
        files: Files | None,
    ) -> Response:
        async with session.request(
            request.method,
            URL(_with_query(target.url, credential), encoded=True),
            headers=_headers(request, credential),
            data=_body(request.body, files or NoFiles()),
            allow_redirects=False,
            skip_auto_headers=("Content-Type",),
        ) as answer:
            body = await _read(answer, request, sink)
            return Response(answer.status, target.url, _merged(answer), body)

    def _session(self, policy: Policy) -> aiohttp.ClientSession:
        pool = self._pools.setdefault(asyncio.get_running_loop(), {})
        session = pool.get(policy)
        if session is None:
            session = pool[policy] = self._open_session(policy)
        return session

    def _open_session(self, policy: Policy) -> aiohttp.ClientSession:
        resolver = VettingResolver(self._lookup, policy, self._phases.resolve_s)
        return aiohttp.ClientSession(
            connector=VettingConnector(
                resolver=resolver, policy=policy, phases=self._phases, tls=self._tls
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._phases.as_client_timeout(),
            auto_decompress=False,
            trust_env=False,
        )


async def _read(answer: aiohttp.ClientResponse, request: Request, sink: BodySink | None) -> bytes:
    coding = answer.headers.get("Content-Encoding", "")
    chunks = answer.content.iter_chunked(_CHUNK)
    if sink is None or not request.saves_body or not 200 <= answer.status < 300:
        _check_announced(answer, request, coding, most=request.max_bytes)
        return await read_body(chunks, coding=coding, max_bytes=request.max_bytes)
    _check_announced(answer, request, coding, most=request.max_file_bytes)
    await pour_body(chunks, sink, coding=coding, max_bytes=request.max_file_bytes)
    return b""


def _check_announced(
    answer: aiohttp.ClientResponse, request: Request, coding: str, *, most: int
) -> None:
    bound = most + (FRAMING if coding else 0)
    if request.method != "HEAD" and (answer.content_length or 0) > bound:
        raise too_large(most)


def _headers(request: Request, credential: Credential) -> list[tuple[str, str]]:
    """Return the headers to send; a credential's replace those of the request."""
    secret = {name.lower() for name, _ in credential.headers}
    headers = [pair for pair in request.headers if pair[0].lower() not in secret]
    headers += credential.headers
    given = {name.lower() for name, _ in headers}
    own = [("User-Agent", USER_AGENT), ("Accept", "*/*"), ("Accept-Encoding", ACCEPT_ENCODING)]
    if isinstance(request.body, tuple):
        own.append(("Content-Length", str(length_of(request.body))))
    return headers + [pair for pair in own if pair[0].lower() not in given]


def _with_query(url: str, credential: Credential) -> str:
    if not credential.query:
        return url
    separator = "&" if "?" in url else "?"
    return url + separator + urlencode(credential.query)


def _body(
    body: bytes | BodyParts | None, files: Files
) -> bytes | io.BytesIO | BodyWithFiles | None:
    if isinstance(body, tuple):
        return BodyWithFiles(body, files)
    # Large bytes are read from a file-like object in pieces, so that the loop is never held.
    return io.BytesIO(body) if body is not None and len(body) > _LARGE_BODY else body


def _merged(answer: aiohttp.ClientResponse) -> Mapping[str, str]:
    merged: dict[str, str] = {}
    for name, value in answer.headers.items():
        lower = name.lower()
        merged[lower] = f"{merged[lower]}, {value}" if lower in merged else value
    return merged
