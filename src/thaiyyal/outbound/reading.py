"""Reading a response's body without ever holding more than its limit, decoded or not."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from thaiyyal.outbound.decoding import Brotli, Decoder, Deflate, Gzip, Identity
from thaiyyal.outbound.sinks import BodySink
from thaiyyal.outbound.zstd_blocks import Zstandard
from thaiyyal.sdk.errors import StepError

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
FRAMING = 65_536  # what a compressed form of incompressible bytes may add
_DECODERS: dict[str, type[Decoder]] = {
    "": Identity,
    "identity": Identity,
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "br": Brotli,
    "zstd": Zstandard,
}


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
