"""Content codings: bytes of the wire in, pieces of at most 64 KiB out, whatever they decode to.

A piece is made when it is asked for, so that whoever counts stops a bomb after one piece.
"""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from thaiyyal.sdk.errors import StepError

PIECE = 65_536
_SLICE = 16_384  # bounds what is copied when a body has many short members
_BROTLI_OUTPUT = 32_000  # below the library's first block, so that it makes no second one


class Decoder(Protocol):
    """Decodes one body."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to; all of it has to be taken before the next call.

        Raises:
            StepError: invalid_response.
        """

    def is_complete(self) -> bool:
        """Whether the body may end here."""


class Identity:
    """Bytes as they are."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to."""
        if len(data) <= PIECE:
            yield data
            return
        for start in range(0, len(data), PIECE):
            yield data[start : start + PIECE]

    def is_complete(self) -> bool:
        """Whether the body may end here."""
        return True


class Gzip:
    """One member after the other, and zeros behind the last."""

    def __init__(self) -> None:
        self._member = _inflater(zlib.MAX_WBITS | 16)
        self._is_padding = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to."""
        for start in range(0, len(data), _SLICE):
            yield from self._feed(data[start : start + _SLICE])

    def _feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._member.eof:
                self._is_padding = self._is_padding or data[0] == 0
                if self._is_padding:
                    _require_zeros(data)
                    return
                self._member = _inflater(zlib.MAX_WBITS | 16)
            yield from _inflate(self._member, data)
            data = self._member.unused_data

    def is_complete(self) -> bool:
        """Whether the body may end here."""
        return self._member.eof


class Deflate:
    """With the zlib header, as it should be, or without."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to."""
        if self._stream is None:
            has_header = data[:1] and data[0] & 0x0F == 8
            self._stream = _inflater(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        if self._stream.eof and data:
            raise badly_compressed()
        yield from _inflate(self._stream, data)
        if self._stream.unused_data:
            raise badly_compressed()

    def is_complete(self) -> bool:
        """Whether the body may end here."""
        return self._stream is not None and self._stream.eof


class Brotli:
    """One stream, and nothing behind it."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to."""
        piece = self._process(data)
        while piece:
            yield piece
            piece = b"" if self._stream.is_finished() else self._process(b"")

    def _process(self, data: bytes) -> bytes:
        try:
            return bytes(self._stream.process(data, output_buffer_limit=_BROTLI_OUTPUT))
        except brotli.error as error:  # also when something follows the end
            raise badly_compressed() from error

    def is_complete(self) -> bool:
        """Whether the body may end here."""
        return bool(self._stream.is_finished())


def badly_compressed() -> StepError:
    """Return the error for bytes that are not what their coding says."""
    return StepError("invalid_response", "the response is not well compressed")


def _inflater(window_bits: int) -> "zlib._Decompress":
    return zlib.decompressobj(window_bits)


def _inflate(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    while True:
        try:
            piece = stream.decompress(data, PIECE)
        except zlib.error as error:
            raise badly_compressed() from error
        if piece:
            yield piece
        data = stream.unconsumed_tail
        if stream.eof or not (data or len(piece) == PIECE):
            return


def _require_zeros(data: bytes) -> None:
    if data.strip(b"\0"):
        raise badly_compressed()
