"""Answers are compressed with zstd or gzip, whichever the client likes better.

Starlette's gzip does the work; zstd follows its pattern. Event streams, small answers and what is
compressed already go as they are.
"""

from functools import lru_cache, partial

import anyio.to_thread
import zstandard
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import (
    DEFAULT_EXCLUDED_CONTENT_TYPES,
    GZipResponder,
    IdentityResponder,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOT_WORTH_IT = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/octet-stream",
    "application/pdf",
    "application/zstd",
)
_GZIP_LEVEL = 5
_ZSTD_LEVEL = 3
_ON_THREAD_BYTES = 512 * 1024
"""From here on compressing would hold the event loop for milliseconds."""


class Compression:
    """Compresses answers of at least ``minimum_bytes``."""

    def __init__(self, app: ASGIApp, *, minimum_bytes: int = 1024) -> None:
        self._app = app
        self._minimum_bytes = minimum_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and compress its answer as the client accepts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        accepted = ",".join(Headers(scope=scope).getlist("accept-encoding"))
        encoding = preferred_encoding(accepted)
        if encoding is None:
            await self._app(scope, receive, partial(_send_plain, send))
        else:
            await self._responder(encoding)(scope, receive, send)

    def _responder(self, encoding: str) -> IdentityResponder:
        """Return what sends one answer in an encoding."""
        app, least = self._app, self._minimum_bytes
        if encoding == "zstd":
            return ZstdResponder(app, least, exclude_content_types=NOT_WORTH_IT)
        return GZipResponder(app, least, _GZIP_LEVEL, exclude_content_types=NOT_WORTH_IT)


async def _send_plain(send: Send, message: Message) -> None:
    """Send an answer as it is; caches are told that it varies with the encoding all the same."""
    if message["type"] == "http.response.start":
        headers = MutableHeaders(raw=message["headers"])
        if "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
    await send(message)


class ZstdResponder(IdentityResponder):
    """One answer in zstd; parts of a stream are flushed as they come."""

    content_encoding = "zstd"

    def __init__(
        self,
        app: ASGIApp,
        minimum_size: int,
        *,
        exclude_content_types: tuple[str, ...],
    ) -> None:
        super().__init__(app, minimum_size, exclude_content_types=exclude_content_types)
        self._stream: zstandard.ZstdCompressionObj | None = None

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        """Return the next part of the answer, compressed."""
        if len(body) >= _ON_THREAD_BYTES:
            return await anyio.to_thread.run_sync(partial(self._compress, body, more=more_body))
        return self._compress(body, more=more_body)

    def _compress(self, body: bytes, *, more: bool) -> bytes:
        if self._stream is None:
            self._stream = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()
        end = zstandard.COMPRESSOBJ_FLUSH_BLOCK if more else zstandard.COMPRESSOBJ_FLUSH_FINISH
        return self._stream.compress(body) + self._stream.flush(end)


@lru_cache(maxsize=256)
def preferred_encoding(
    accept_encoding: str, *, among: tuple[str, ...] = ("zstd", "gzip")
) -> str | None:
    """Return the encoding that a client likes best among ours; the first of ours wins a tie.

    >>> preferred_encoding("gzip, deflate, br, zstd"), preferred_encoding("gzip;q=0")
    ('zstd', None)
    """
    weights = dict.fromkeys(among, 0.0)
    for part in accept_encoding.lower().split(","):
        name, _, parameters = part.partition(";")
        if name.strip() in weights:
            weights[name.strip()] = _weight(parameters)
    best = max(weights, key=lambda name: weights[name], default=None)
    return best if best and weights[best] > 0 else None


def _weight(parameters: str) -> float:
    name, _, text = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(text)
    except ValueError:
        return 0.0
