"""Reading a response's body without ever holding more than its limit, decoded or not."""

import zlib
from collections.abc import AsyncIterator
from typing import Protocol

from thaiyyal.sdk.errors import StepError

ACCEPT_ENCODING = "gzip, deflate"
_FRAMING = 65_536  # what a compressed form of incompressible bytes may add


async def read_body(chunks: AsyncIterator[bytes], *, coding: str, max_bytes: int) -> bytes:
    """Return the decoded body; raises ``response_too_large`` beyond ``max_bytes``.

    ``coding`` is the Content-Encoding header. The wire is bounded as well, so that endless
    bytes that decode to nothing end too.
    """
    decoder = _decoder_for(coding)
    body = bytearray()
    wire = 0
    async for chunk in chunks:
        wire += len(chunk)
        if wire > max_bytes + _FRAMING:
            raise too_large(max_bytes)
        body += decoder.feed(chunk, max_bytes + 1 - len(body))
        if len(body) > max_bytes:
            raise too_large(max_bytes)
    if wire and not decoder.is_complete():
        raise StepError("invalid_response", "the compressed response ends too early")
    return bytes(body)


def too_large(max_bytes: int) -> StepError:
    """Return the error for a body above its limit."""
    return StepError(
        "response_too_large",
        f"the response is larger than {max_bytes:,} bytes; ask for less, for example by pages",
    )


class _Decoder(Protocol):
    def feed(self, data: bytes, limit: int) -> bytes: ...

    def is_complete(self) -> bool: ...


class _Identity:
    def feed(self, data: bytes, limit: int) -> bytes:
        return data[:limit]

    def is_complete(self) -> bool:
        return True


class _Zlib:
    """gzip (several members too) and deflate, with and without the zlib header."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes, limit: int) -> bytes:
        out = bytearray()
        while data and len(out) < limit:
            if self._stream is None or self._stream.eof:
                if self._stream is not None and not b"\x1f\x8b".startswith(data[:2]):
                    break  # padding behind the last member
                self._start(data)
            assert self._stream is not None
            out += self._decompress(data, limit - len(out))
            data = self._stream.unconsumed_tail or self._stream.unused_data
        return bytes(out)

    def is_complete(self) -> bool:
        return self._stream is not None and self._stream.eof

    def _start(self, data: bytes) -> None:
        if data[:1] == b"\x1f":
            window_bits = zlib.MAX_WBITS | 16
        else:
            window_bits = zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS
        self._stream = zlib.decompressobj(window_bits)

    def _decompress(self, data: bytes, limit: int) -> bytes:
        assert self._stream is not None
        try:
            return self._stream.decompress(data, limit)
        except zlib.error as error:
            raise StepError("invalid_response", "the response is not well compressed") from error


def _decoder_for(coding: str) -> _Decoder:
    name = coding.strip().lower()
    if name in ("", "identity"):
        return _Identity()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib()
    message = f'the response is compressed by "{name[:40]}", which was not asked for'
    raise StepError("invalid_response", message)
