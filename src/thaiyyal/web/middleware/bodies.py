"""How much a request may carry and how slowly it may come.

`BodyLimit` looks at the headers of every request; `bounded_receive` is what the router reads a
body through, once it is known who sends it.
"""

import asyncio
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.web.middleware.lingering import lingering
from thaiyyal.web.middleware.sending import editing_headers, refuse

CHUNK_TIMEOUT_S = 10.0
_SMALL_REST_BYTES = 64 * 1024
"""A rest of a body that the server reads and drops for the sake of an open connection."""
_MOST_DIGITS = 18


class BodyTooLarge(ThaiyyalError):
    """The body is larger than the route takes."""

    code = "body_too_large"
    kind = Kind.LIMITED

    def __init__(self, max_bytes: int) -> None:
        super().__init__(f"the body of this request may have {max_bytes:,} bytes at most")


class BodyTooSlow(ThaiyyalError):
    """The body, or its next part, did not come in time."""

    code = "body_too_slow"
    kind = Kind.LIMITED

    def __init__(self) -> None:
        super().__init__("the body of this request did not come in time; send it again")


class BadLength(ThaiyyalError):
    """The length of the body is not a number, given twice, or contradicted."""

    code = "bad_request"

    def __init__(self) -> None:
        super().__init__("the request does not say clearly how long its body is")


def declared_length(headers: Headers) -> int | None:
    """Return how long the body will be; None if it comes in chunks of unknown number.

    Raises:
        BadLength: The headers can be read in two ways, as smuggled requests are.
    """
    lengths, encodings = headers.getlist("content-length"), headers.getlist("transfer-encoding")
    if encodings:
        if lengths or [encoding.strip().lower() for encoding in encodings] != ["chunked"]:
            raise BadLength
        return None
    return _length(lengths) if lengths else 0


def check_declared_length(headers: Headers, *, max_bytes: int) -> int | None:
    """Refuse a body by what its headers say, before any of it is read; return its length.

    Raises:
        BadLength, BodyTooLarge: As they say.
    """
    length = declared_length(headers)
    if length is not None and length > max_bytes:
        raise BodyTooLarge(max_bytes)
    return length


def bounded_receive(
    receive: Receive,
    *,
    max_bytes: int,
    timeout_s: float,
    chunk_timeout_s: float = CHUNK_TIMEOUT_S,
) -> Receive:
    """Return a ``receive`` that raises when the body gets too large or comes too slowly.

    ``timeout_s`` is for the whole body and starts with the first call; what is received after
    the body, the end of the connection, may take as long as it likes.
    """
    left, deadline, is_done = max_bytes, 0.0, False

    async def bounded() -> Message:
        nonlocal left, deadline, is_done
        if is_done:
            return await receive()
        now = asyncio.get_running_loop().time()
        deadline = deadline or now + timeout_s
        try:
            async with asyncio.timeout_at(min(deadline, now + chunk_timeout_s)):
                message = await receive()
        except TimeoutError as error:
            raise BodyTooSlow from error
        left -= len(message.get("body", b""))
        if left < 0:
            raise BodyTooLarge(max_bytes)
        is_done = not message.get("more_body", False)
        return message

    return bounded


class BodyLimit:
    """Refuses requests by their headers; closes connections whose body nobody wants.

    ``max_bytes`` is the largest that any route takes; a route's own limit comes later.
    """

    def __init__(self, app: ASGIApp, *, max_bytes: int, max_header_bytes: int = 64 * 1024) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._max_header_bytes = max_header_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _size(scope["headers"]) > self._max_header_bytes:
            detail = f"the headers of a request have {self._max_header_bytes:,} bytes at most"
            await refuse(scope, receive, send, status=431, code="headers_too_large", detail=detail)
        else:
            await self._check_length(scope, receive, send)

    async def _check_length(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        try:
            declared = check_declared_length(headers, max_bytes=self._max_bytes)
        except BadLength as error:
            await refuse(scope, receive, send, status=400, code=error.code, detail=error.message)
        except BodyTooLarge as error:
            gently = lingering(send, receive, lambda: "expect" not in headers)
            await refuse(scope, receive, gently, status=413, code=error.code, detail=error.message)
        else:
            await self._pass(scope, receive, send, declared)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, declared: int | None) -> None:
        """Pass a request on; close the connection if it is answered before its body came."""
        if declared == 0:
            await self._app(scope, receive, send)
            return
        received, is_done = 0, False
        waits_for_us = "expect" in Headers(scope=scope)

        async def counting() -> Message:
            nonlocal received, is_done
            message = await receive()
            received += len(message.get("body", b""))
            is_done = is_done or not message.get("more_body", False)
            return message

        def is_unwanted() -> bool:
            return not is_done and (declared is None or declared - received > _SMALL_REST_BYTES)

        def close(_: Message, headers: MutableHeaders) -> None:
            if is_unwanted():
                headers["Connection"] = "close"

        gently = lingering(send, counting, lambda: is_unwanted() and not waits_for_us)
        await self._app(scope, counting, editing_headers(gently, close))


def _length(texts: Sequence[str]) -> int:
    text = texts[0]
    if len(texts) > 1 or not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise BadLength
    return int(text)


def _size(headers: Sequence[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) for name, value in headers)
