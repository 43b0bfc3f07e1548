"""Reading a response's body without ever holding more than its limit, decoded or not."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from aiohttp import ClientResponse

from thaiyyal.outbound.decoding import Brotli, Decoder, Deflate, Gzip, Identity
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.outbound.zstd_blocks import Zstandard
from thaiyyal.sdk.context import Request
from thaiyyal.sdk.errors import StepError

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
FRAMING = 65_536  # what a compressed form of incompressible bytes may add
_CHUNK = 65_536
_DECODERS: dict[str, type[Decoder]] = {
    "": Identity,
    "identity": Identity,
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "br": Brotli,
    "zstd": Zstandard,
}


async def read_answer(answer: ClientResponse, request: Request, sink: BodySink | None) -> bytes:
    """Return the decoded body of ``answer``, or nothing after it has gone to ``sink``."""
    _check_transfer(answer)
    coding = answer.headers.get("Content-Encoding", "")
    is_saved = sink is not None and request.saves_body and 200 <= answer.status < 300
    most = request.max_file_bytes if is_saved else request.max_bytes
    announced = answer.content_length
    if announced is not None and request.method != "HEAD":
        if announced > most + (FRAMING if coding else 0):
            raise too_large(most)
        if not coding and not is_saved:
            content = answer.content  # the library sees to its length
            return content.read_nowait() if content.is_eof() else await content.read()
    chunks = answer.content.iter_chunked(_CHUNK)
    if is_saved and sink is not None:
        await pour_body(chunks, sink, coding=coding, max_bytes=most)
        return b""
    return await read_body(chunks, coding=coding, max_bytes=most)


def _check_transfer(answer: ClientResponse) -> None:
    transfer = answer.headers.get("Transfer-Encoding")
    if transfer is not None and transfer.strip().lower() not in ("chunked", "identity"):
        message = "the response has a Transfer-Encoding that was not asked for"
        raise StepError("invalid_response", message)


async def read_body(chunks: AsyncIterator[bytes], *, coding: str, max_bytes: int) -> bytes:
    """Return the decoded body; raises ``response_too_large`` beyond ``max_bytes``.

    ``coding`` is the Content-Encoding header.
    """
    body = bytearray()
    async with aclosing(decoded(chunks, coding=coding, max_bytes=max_bytes)) as pieces:
        async for piece in pieces:
            body += piece
    return bytes(body)


async def pour_body(
    chunks: AsyncIterator[bytes], sink: BodySink, *, coding: str, max_bytes: int
) -> None:
    """Write the decoded body to ``sink``, which is told when it does not come to its end."""
    try:
        async with aclosing(decoded(chunks, coding=coding, max_bytes=max_bytes)) as pieces:
            async for piece in pieces:
                await sink.write(piece)
    except BaseException:
        await sink.abandon()
        raise


async def decoded(
    chunks: AsyncIterator[bytes], *, coding: str, max_bytes: int
) -> AsyncGenerator[bytes, None]:
    """Yield the decoded body in pieces of at most 64 KiB.

    The wire is bounded as well, so that endless bytes that decode to nothing end too.
    """
    decoder = decoder_for(coding)
    wire = size = 0
    async for chunk in chunks:
        wire += len(chunk)
        if wire > max_bytes + FRAMING:
            raise too_large(max_bytes)
        for piece in decoder.feed(chunk):
            size += len(piece)
            if size > max_bytes:
                raise too_large(max_bytes)
            yield piece
    if wire and not decoder.is_complete():
        raise StepError("invalid_response", "the compressed response ends too early")


def decoder_for(coding: str) -> Decoder:
    """Return the decoder for a Content-Encoding; one that was not asked for is refused."""
    name = coding.strip().lower()
    decoder = _DECODERS.get(name)
    if decoder is None:
        message = f'the response is compressed by "{name[:40]}", which was not asked for'
        raise StepError("invalid_response", message)
    return decoder()


def too_large(max_bytes: int) -> StepError:
    """Return the error for a body above its limit."""
    return StepError(
        "response_too_large",
        f"the response is larger than {max_bytes:,} bytes; ask for less, for example by pages",
    )
