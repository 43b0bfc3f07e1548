"""The zstd coding, block by block: the library bounds no output, but a block is at most 128 KiB.

Only where blocks end is read here (RFC 8878, section 3.1); decoding them is the library's.
"""

from collections.abc import Iterator

import zstandard

from thaiyyal.outbound.decoding import PIECE, badly_compressed

_WINDOW = 8_388_608  # what RFC 9659 allows for this coding
_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = b"\x2a\x4d\x18"  # behind a byte from 0x50 to 0x5f
_SIZE_BYTES = (0, 2, 4, 8)
_DICTIONARY_BYTES = (0, 1, 2, 4)
_REPEATED_BYTE = 1


class Zstandard:
    """Decodes frames, one after the other."""

    def __init__(self) -> None:
        self._frames = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._head = b""  # bytes of the header that is being read
        self._left = 0  # of what is being passed on, or skipped
        self._is_skipping = False
        self._has_header = False
        self._checksum_bytes = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to, in pieces."""
        at = 0
        while at < len(data):
            if self._left:
                part = data[at : at + self._left]
                self._left -= len(part)
                at += len(part)
                yield from self._pass_on(part)
            else:
                self._head += data[at : at + 1]
                at += 1
                yield from self._look()

    def is_complete(self) -> bool:
        """Whether a frame has just ended."""
        return self._frame is None and not self._head and not self._left

    def _pass_on(self, part: bytes) -> Iterator[bytes]:
        if self._is_skipping:
            self._is_skipping = self._left > 0
            return
        assert self._frame is not None
        try:
            decoded = self._frame.decompress(part)
        except zstandard.ZstdError as error:
            raise badly_compressed() from error
        for start in range(0, len(decoded), PIECE):
            yield decoded[start : start + PIECE]
        if self._frame.eof:
            self._frame = None

    def _look(self) -> Iterator[bytes]:
        """Act on a header as soon as it is whole."""
        if self._frame is None:
            self._begin()
        elif not self._has_header:
            yield from self._read_frame_header(self._frame)
        elif len(self._head) == 3:
            yield from self._read_block_header()

    def _begin(self) -> None:
        if len(self._head) < 4:
            return
        if self._head == _MAGIC:
            self._frame = self._frames.decompressobj()
            self._has_header = False
        elif self._head[1:4] == _SKIPPABLE and self._head[0] >> 4 == 5:
            if len(self._head) == 8:
                self._left = int.from_bytes(self._head[4:], "little")
                self._is_skipping = self._left > 0
                self._head = b""
        else:
            raise badly_compressed()

    def _read_frame_header(self, frame: "zstandard.ZstdDecompressionObj") -> Iterator[bytes]:
        if len(self._head) < 5 or len(self._head) < 4 + _header_length(self._head[4]):
            return
        self._has_header = True
        self._checksum_bytes = self._head[4] & 4
        head, self._head = self._head, b""
        yield from self._pass_on(head)

    def _read_block_header(self) -> Iterator[bytes]:
        head, self._head = self._head, b""
        value = int.from_bytes(head, "little")
        is_last, kind, size = value & 1, value >> 1 & 3, value >> 3
        self._left = 1 if kind == _REPEATED_BYTE else size
        if is_last:
            self._left += self._checksum_bytes
        yield from self._pass_on(head)


def _header_length(descriptor: int) -> int:
    is_single = descriptor >> 5 & 1
    size_bytes = _SIZE_BYTES[descriptor >> 6] or is_single
    return 1 + (0 if is_single else 1) + _DICTIONARY_BYTES[descriptor & 3] + size_bytes
